import type { Rule } from '../rule';
import { ATTACHMENT_TYPES, judgeManagedPolicies } from './support/managed-attachment';

export const rule: Rule = {
  id: 'iam-no-administrator-access',
  severity: 'critical',
  summary: 'The policy AdministratorAccess of AWS is attached to nobody.',
  rationale:
    'It allows every action on every resource: one leaked credential, one bug, is the whole account.',
  remediation: 'Attach a policy with the actions and resources that are needed.',
  references: ['CKV_AWS_274', 'CKV_AWS_275'],
  types: [...ATTACHMENT_TYPES, 'data.aws_iam_policy'],
  check: (resource, context) =>
    judgeManagedPolicies(resource, context, (name) =>
      /(^|\/)AdministratorAccess$/.test(name) ? 'AdministratorAccess allows everything' : undefined,
    ),
};
