import type { Resource } from '../../graph/resource';
import { executionRoles } from '../../model/identity/execution-roles';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'permissions_boundary';

export const rule: Rule = {
  id: 'iam-boundary-kept',
  severity: 'medium',
  summary: 'Where the roles of functions have a permissions boundary, all of them have one.',
  rationale:
    'A boundary limits what a role can ever be given. The one role without it is the one that a mistake, or whoever may ' +
    'write policies, can give everything. A configuration without any boundary is not accused: it has chosen another way.',
  remediation: 'Set `permissions_boundary` to the policy that the other roles have.',
  types: ['aws_iam_role'],
  check: (resource, context): Outcome | readonly Outcome[] => {
    const roles = context.derive(rolesOfFunctions);
    if (!roles.has(resource) || ![...roles].some(hasBoundary)) return [];
    return hasBoundary(resource)
      ? pass()
      : fail('the role of a function has no permissions boundary, and others have one', PATH);
  },
};

/** Also one that is not known yet is one. */
function hasBoundary(role: Resource): boolean {
  const value = written(role, PATH);
  return value !== undefined && value !== null && value !== '';
}

function rolesOfFunctions(context: RuleContext): ReadonlySet<Resource> {
  const uses = context.derive(executionRoles);
  const functions = context.graph.byType('aws_lambda_function');
  return new Set(functions.flatMap((one) => uses.of(one).flatMap(({ role }) => role?.resource ?? [])));
}
