import type { Rule } from '../rule';
import { ATTACHMENT_TYPES, isWide, judgeManagedPolicies } from './support/managed-attachment';

export const rule: Rule = {
  id: 'iam-no-full-access-policy',
  severity: 'medium',
  summary: 'No policy of AWS that allows a whole service is attached.',
  rationale:
    '`…FullAccess` and `PowerUserAccess` allow to delete and to open everything of a service, of every system in the account.',
  remediation: 'Write a policy with the actions and ARNs that are used.',
  references: ['AwsSolutions-IAM4'],
  types: ATTACHMENT_TYPES,
  check: (resource, context) =>
    judgeManagedPolicies(resource, context, (name) =>
      isWide(name) ? `${name} allows whole services` : undefined,
    ),
};
