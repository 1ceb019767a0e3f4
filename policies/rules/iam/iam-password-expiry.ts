import { needsNumber } from './support/password-policy';

export const rule = needsNumber({
  id: 'iam-password-expiry',
  attribute: 'max_password_age',
  summary: 'Passwords expire after 90 days at most.',
  least: 1,
  most: 90,
  wrong: (value) => (value ? `a password is valid for ${value} days` : 'a password never expires'),
  references: ['CKV_AWS_9', 'AVD-AWS-0062'],
});
