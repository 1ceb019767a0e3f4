import type { Rule } from '../rule';
import { ATTACHMENT_TYPES, isWide, judgeManagedPolicies } from './support/managed-attachment';

export const rule: Rule = {
  id: 'iam-no-aws-managed-policy',
  severity: 'low',
  summary: 'Permissions are written for their purpose, not taken from a policy of AWS.',
  rationale: 'A policy that AWS keeps names no resource of yours, and AWS changes it without asking.',
  remediation: 'Write a policy with the actions and ARNs that are used.',
  references: ['AwsSolutions-IAM4'],
  types: ATTACHMENT_TYPES.filter((type) => !type.startsWith('aws_ssoadmin')),
  check: (resource, context) =>
    judgeManagedPolicies(resource, context, (name) =>
      ELSEWHERE.test(name) || isWide(name) ? undefined : `${name} is a policy of AWS`,
    ),
};

/** Those about which a rule of its own speaks. */
const ELSEWHERE = /(^|\/)(AdministratorAccess$|IAMFullAccess)/;
