import { needsNumber } from './support/password-policy';

export const rule = needsNumber({
  id: 'iam-password-reuse',
  attribute: 'password_reuse_prevention',
  summary: 'The last 24 passwords cannot be used again.',
  least: 24,
  wrong: (value) =>
    value ? `only the last ${value} passwords cannot be used again` : 'an old password may be used again',
  references: ['CKV_AWS_13', 'AVD-AWS-0056'],
});
