import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { fullService, isUnbounded } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-full-s3',
  severity: 'high',
  summary: 'No policy allows all actions of S3, or reading and writing of every bucket.',
  rationale:
    'All of S3 includes bucket policies, ACLs and the blocks on public access: whoever has it can publish what he cannot read. ' +
    'Reading and writing everywhere moves data from any bucket to any other.',
  remediation: 'List the S3 actions that are needed, on the ARNs of the buckets and of their objects.',
  references: ['AVD-AWS-0057', 'AVD-AWS-0345', 'AVD-AWS-0346', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      const pattern = fullService(grant, 's3');
      if (pattern !== undefined) return `${pattern} is all of S3`;
      const written = new Set(grant.negated ? [] : grant.patterns.map((text) => text.toLowerCase()));
      return isUnbounded(grant) && written.has('s3:get*') && written.has('s3:put*')
        ? 's3:Get* and s3:Put* are allowed on every bucket'
        : undefined;
    }),
};
