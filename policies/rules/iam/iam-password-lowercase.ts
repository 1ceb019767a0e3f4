import { needsCharacter } from './support/password-policy';

export const rule = needsCharacter({
  id: 'iam-password-lowercase',
  attribute: 'require_lowercase_characters',
  what: 'lower-case letter',
  references: ['CKV_AWS_11', 'AVD-AWS-0058'],
});
