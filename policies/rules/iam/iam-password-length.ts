import { needsNumber } from './support/password-policy';

export const rule = needsNumber({
  id: 'iam-password-length',
  attribute: 'minimum_password_length',
  summary: 'Passwords have at least 14 characters.',
  least: 14,
  wrong: (value) => `a password of ${value ?? 6} characters is accepted`,
  references: ['CKV_AWS_10', 'AVD-AWS-0063'],
});
