import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { isAdmin, some } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-negated-allow',
  severity: 'high',
  summary: 'No Allow says what is left out: NotAction and NotResource stand in denials only.',
  rationale:
    'What is not listed is allowed, and that is also all that AWS adds: new actions, new services, new resources.',
  remediation: 'List the actions and resources that are allowed, or write the exception as a Deny.',
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      if (isAdmin(grant)) return undefined;
      if (grant.negated) return `every action but ${some(grant.patterns)} is allowed`;
      return grant.notResource ? `every resource but ${some(grant.resources)} is allowed` : undefined;
    }),
};
