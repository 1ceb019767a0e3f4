import { isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-no-user-policy',
  severity: 'low',
  summary: 'Policies are attached to groups and roles, not to users.',
  rationale:
    'Permissions given one by one are forgotten one by one: nobody sees who has what when people change their work.',
  remediation: 'Attach the policy to a group or a role, and make the user a member.',
  references: ['CKV_AWS_40', 'AVD-AWS-0143'],
  types: [
    'aws_iam_user_policy',
    'aws_iam_user_policy_attachment',
    'aws_iam_user_policy_attachments_exclusive',
    'aws_iam_policy_attachment',
  ],
  check: (resource) => {
    if (resource.type !== 'aws_iam_policy_attachment')
      return fail(
        'the policy is attached to a user',
        resource.type.endsWith('_exclusive') ? 'user_name' : 'user',
      );
    const users = resource.get('users');
    if (isUnknown(users)) return unknown('which users have the policy', users, 'users');
    return Array.isArray(users) && users.length > 0
      ? fail('the policy is attached to users', 'users')
      : pass();
  },
};
