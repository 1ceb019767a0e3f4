import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isUnbounded, named, restrictable } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-unlimited-permissions',
  severity: 'high',
  summary: 'Permissions may not be changed on all resources.',
  rationale:
    'Who may change policies, ACLs and shares of any resource can open it to another account or to the world.',
  remediation: 'Limit actions that manage permissions to ARNs, or leave them to the role that deploys.',
  references: ['CKV_AWS_289', 'CKV_AWS_109', 'CKV_AWS_355', 'CKV_AWS_356', 'AwsSolutions-IAM5'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(
      resource,
      context,
      (grant) => {
        if (!isUnbounded(grant)) return undefined;
        const actions = restrictable(grant).filter(({ level }) => level === 'permissions');
        return actions.length > 0
          ? `${named(grant, actions)} may change the permissions of every resource`
          : undefined;
      },
      { speaksOfUnknowns: true },
    ),
};
