import { fail } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-no-user',
  severity: 'low',
  summary: 'People and machines have roles, not IAM users.',
  rationale:
    'A user has a password or keys that do not expire. With single sign-on and roles a credential lives for hours, and leaves with the person.',
  remediation: 'Give people access through IAM Identity Center, and machines a role.',
  references: ['CKV_AWS_273'],
  types: ['aws_iam_user'],
  check: () => fail('access is given to an IAM user'),
};
