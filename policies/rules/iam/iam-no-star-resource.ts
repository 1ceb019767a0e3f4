import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isUnbounded, named, restrictable } from './support/scope';
import { READS_DATA, RETURNS_CREDENTIALS } from './support/sensitive-actions';

export const rule: Rule = {
  id: 'iam-no-star-resource',
  severity: 'medium',
  summary: 'Reading that can be limited to resources is not allowed on all of them.',
  rationale:
    'With `*` the permission is for the queue, the table, the function of every other team in the account as well. ' +
    'Actions for which AWS knows no resource are not meant: for them `*` is the only thing that can be written.',
  remediation:
    'Write the ARNs in place of `*`; put the actions that have no resource into a statement of their own.',
  references: ['CKV_AWS_355', 'CKV_AWS_356', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(
      resource,
      context,
      (grant) => {
        if (!isUnbounded(grant)) return undefined;
        const actions = restrictable(grant).filter(
          ({ level, name }) =>
            (level === 'list' || level === 'read') &&
            !READS_DATA.has(name.toLowerCase()) &&
            !RETURNS_CREDENTIALS.has(name.toLowerCase()),
        );
        return actions.length > 0
          ? `${named(grant, actions)} can be limited to resources and is allowed on all`
          : undefined;
      },
      { speaksOfUnknowns: true },
    ),
};
