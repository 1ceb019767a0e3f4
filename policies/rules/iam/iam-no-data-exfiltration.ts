import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isUnbounded, named, otherActions } from './support/scope';
import { READS_DATA } from './support/sensitive-actions';

export const rule: Rule = {
  id: 'iam-no-data-exfiltration',
  severity: 'high',
  summary: 'Objects, parameters and secrets may not be read everywhere.',
  rationale:
    'With one leaked credential the content of every bucket, parameter and secret of the account is gone.',
  remediation: 'Name the buckets, parameters and secrets in `Resource`.',
  references: ['CKV_AWS_288', 'CKV_AWS_108', 'CKV_AWS_355', 'CKV_AWS_356', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      if (!isUnbounded(grant)) return undefined;
      const actions = otherActions(grant).filter(({ name }) => READS_DATA.has(name.toLowerCase()));
      return actions.length > 0 ? `${named(grant, actions)} is allowed on every resource` : undefined;
    }),
};
