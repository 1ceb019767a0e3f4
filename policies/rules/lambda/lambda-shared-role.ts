import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isUnknown } from '../../graph/value';
import type { RuleContext } from '../context';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-shared-role',
  severity: 'low',
  summary: 'A function has a role of its own.',
  rationale:
    'Two functions with one role have the permissions of both, and CloudTrail cannot tell which of them it was.',
  remediation: 'Give each function an `aws_iam_role` with what it needs.',
  types: ['aws_lambda_function'],
  check: (resource, context) => {
    const role = roleOf(resource, context);
    if (role === undefined) return [];
    const users = context.derive(byRole).get(role) ?? [];
    const other = users.find((one) => one !== resource);
    if (!other) return pass();
    const more = users.length > 2 ? `, and ${users.length - 2} more share it` : '';
    return fail(`the role is ${other.address}'s too${more}`, 'role');
  },
};

function byRole(context: RuleContext): ReadonlyMap<string, readonly Resource[]> {
  return groupBy(context.graph.byType('aws_lambda_function'), (resource) => roleOf(resource, context));
}

function roleOf(resource: Resource, context: RuleContext): string | undefined {
  const value = resource.get('role');
  if (value === undefined || value === '' || (isUnknown(value) && value.reference?.kind !== 'resource'))
    return undefined;
  return context.graph.text(value);
}
