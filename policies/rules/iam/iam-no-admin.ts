import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isAdmin } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-admin',
  severity: 'critical',
  summary: 'No policy allows all actions on all resources.',
  rationale:
    'Whoever gets hold of one such credential owns the account: data, other identities, the trail of what happened. ' +
    'Code that runs with it turns every bug into a takeover.',
  remediation:
    'Name the actions and the ARNs in the statement; leave administration to a role that people assume with a second factor.',
  references: [
    'CKV_AWS_62',
    'CKV_AWS_1',
    'CKV_AWS_63',
    'CKV_AWS_49',
    'CKV2_AWS_40',
    'CKV_AWS_286',
    'CKV_AWS_287',
    'CKV_AWS_288',
    'CKV_AWS_289',
    'CKV_AWS_290',
    'CKV_AWS_355',
    'CKV_AWS_356',
    'AwsSolutions-IAM5',
  ],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(
      resource,
      context,
      (grant) => (isAdmin(grant) ? `${described(grant)} on every resource is allowed` : undefined),
      { everywhere: true, speaksOfUnknowns: true },
    ),
};

function described({ negated, patterns }: { negated: boolean; patterns: readonly string[] }): string {
  return negated ? `every action but ${patterns.join(', ')}` : 'every action';
}
