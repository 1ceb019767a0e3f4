import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isUnbounded, named, restrictable } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-unlimited-write',
  severity: 'medium',
  summary: 'Writing is not allowed on all resources.',
  rationale:
    'A mistake or a break-in then changes and deletes what belongs to every other system in the account.',
  remediation: 'Limit writing actions to ARNs, or by a condition such as `aws:ResourceTag`.',
  references: ['CKV_AWS_290', 'CKV_AWS_111', 'CKV_AWS_355', 'CKV_AWS_356', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(
      resource,
      context,
      (grant) => {
        if (!isUnbounded(grant)) return undefined;
        const actions = restrictable(grant).filter(({ level }) => level === 'write' || level === 'tagging');
        return actions.length > 0 ? `${named(grant, actions)} may be done to every resource` : undefined;
      },
      { speaksOfUnknowns: true },
    ),
};
