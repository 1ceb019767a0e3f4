import { needsCharacter } from './support/password-policy';

export const rule = needsCharacter({
  id: 'iam-password-uppercase',
  attribute: 'require_uppercase_characters',
  what: 'upper-case letter',
  references: ['CKV_AWS_15', 'AVD-AWS-0061'],
});
