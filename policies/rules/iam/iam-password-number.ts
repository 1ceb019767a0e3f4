import { needsCharacter } from './support/password-policy';

export const rule = needsCharacter({
  id: 'iam-password-number',
  attribute: 'require_numbers',
  what: 'digit',
  references: ['CKV_AWS_12', 'AVD-AWS-0059'],
});
