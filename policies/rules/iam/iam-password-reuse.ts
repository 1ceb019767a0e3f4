import { needsNumber } from './support/password-policy';

/** As Trivy's AVD-AWS-0056 asks. `iam-password-reuse-24` asks for as many as AWS can remember. */
const LEAST = 5;

export const rule = needsNumber({
  id: 'iam-password-reuse',
  attribute: 'password_reuse_prevention',
  summary: 'The last five passwords cannot be used again.',
  least: LEAST,
  wrong: (value) =>
    value ? `only the last ${value} passwords cannot be used again` : 'an old password may be used again',
  references: ['CKV_AWS_13', 'AVD-AWS-0056'],
});
