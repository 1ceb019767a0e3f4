import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { otherActions } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-pass-role-star',
  severity: 'high',
  summary: 'A role may be passed to a service only if it is named.',
  rationale:
    'Who may pass any role makes a function or an instance with the most powerful one of the account, and acts through it.',
  remediation:
    'Name the roles in the `Resource` of `iam:PassRole`, and the service in a condition on `iam:PassedToService`.',
  references: ['AVD-AWS-0342'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(
      resource,
      context,
      (grant) => {
        if (grant.constrained) return undefined;
        if (!otherActions(grant).some(({ name }) => name === 'iam:PassRole')) return undefined;
        const everyRole = /^arn:[^:]*:iam:[^:]*:[^:]*:(\*|role\/\*+)$/;
        const wide =
          grant.anyResource || grant.notResource || grant.resources.some((text) => everyRole.test(text));
        return wide ? 'iam:PassRole is allowed for every role' : undefined;
      },
      { speaksOfUnknowns: true },
    ),
};
