import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isUnbounded, named, otherActions } from './support/scope';
import { RETURNS_CREDENTIALS } from './support/sensitive-actions';

export const rule: Rule = {
  id: 'iam-no-credentials-exposure',
  severity: 'high',
  summary: 'Actions that return credentials are limited to resources.',
  rationale:
    'The answer of such an action is an identity: keys, passwords and tokens of others, which outlive the session that asked.',
  remediation: 'Name the role, user or database in `Resource`, or leave the action out.',
  references: ['CKV_AWS_287', 'CKV_AWS_107'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      if (!isUnbounded(grant)) return undefined;
      const actions = otherActions(grant).filter(({ name }) => RETURNS_CREDENTIALS.has(name.toLowerCase()));
      return actions.length > 0
        ? `${named(grant, actions)} on every resource returns credentials`
        : undefined;
    }),
};
