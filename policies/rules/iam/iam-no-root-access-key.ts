import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-no-root-access-key',
  severity: 'critical',
  summary: 'The root user has no access key.',
  rationale: 'No policy limits the root user: its key is the account.',
  remediation: 'Remove the key, and make a role for what it was used for.',
  references: ['CKV_AWS_348', 'AVD-AWS-0141'],
  types: ['aws_iam_access_key'],
  check: (resource) =>
    judge(
      resource.get('user'),
      'the user of the key',
      (user) => (user === 'root' ? 'the key is the root user’s' : undefined),
      'user',
    ),
};
