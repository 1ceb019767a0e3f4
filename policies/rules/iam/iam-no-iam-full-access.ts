import type { Rule } from '../rule';
import { ATTACHMENT_TYPES, judgeManagedPolicies } from './support/managed-attachment';

export const rule: Rule = {
  id: 'iam-no-iam-full-access',
  severity: 'critical',
  summary: 'The policy IAMFullAccess of AWS is attached to nobody.',
  rationale: 'Who may do everything in IAM may give itself every other permission.',
  remediation: 'Attach a policy with the IAM actions that are needed, on the ARNs that they are needed on.',
  references: ['CKV2_AWS_56'],
  types: [...ATTACHMENT_TYPES, 'data.aws_iam_policy'],
  check: (resource, context) =>
    judgeManagedPolicies(resource, context, (name) =>
      name.includes('IAMFullAccess') ? `${name} allows all of IAM` : undefined,
    ),
};
