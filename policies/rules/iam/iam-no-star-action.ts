import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { hasEveryAction, isAdmin, some } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-star-action',
  severity: 'high',
  summary: 'No statement allows every action, not even on one resource or under a condition.',
  rationale:
    'Every action includes deleting the resource, opening it to others and changing its policy; and whatever AWS adds.',
  remediation: 'List the actions in place of `*`.',
  references: ['CKV_AWS_63', 'CKV_AWS_49', 'AVD-AWS-0057', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) =>
      hasEveryAction(grant) && !isAdmin(grant)
        ? `every action is allowed on ${some(grant.resources) || 'what is not known yet'}`
        : undefined,
    ),
};
