import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { fullService } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-full-iam',
  severity: 'critical',
  summary: 'No policy allows all actions of IAM.',
  rationale: 'Who may do everything in IAM may give itself every other permission.',
  remediation:
    'List the IAM actions that are needed, on the ARNs of the roles or users that they are needed on.',
  references: [
    'CKV2_AWS_40',
    'CKV_AWS_287',
    'CKV_AWS_107',
    'CKV_AWS_289',
    'CKV_AWS_109',
    'CKV_AWS_290',
    'CKV_AWS_111',
    'CKV_AWS_355',
    'CKV_AWS_356',
    'AwsSolutions-IAM5',
  ],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      const pattern = fullService(grant, 'iam');
      return pattern === undefined ? undefined : `${pattern} is all of IAM`;
    }),
};
