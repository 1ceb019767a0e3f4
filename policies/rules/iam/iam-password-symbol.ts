import { needsCharacter } from './support/password-policy';

export const rule = needsCharacter({
  id: 'iam-password-symbol',
  attribute: 'require_symbols',
  what: 'symbol',
  references: ['CKV_AWS_14', 'AVD-AWS-0060'],
});
