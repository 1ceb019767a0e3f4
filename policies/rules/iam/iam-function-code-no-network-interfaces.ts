import type { Condition } from '../../iam/document-condition';
import { globOf, matchesGlob } from '../../iam/glob';
import { isUnknown } from '../../iam/truth';
import { executionRoles } from '../../model/identity/execution-roles';
import { identities } from '../../model/identity/identities';
import { allPolicies } from '../../model/identity/principal';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { actionsMatching } from './support/actions';

export const rule: Rule = {
  id: 'iam-function-code-no-network-interfaces',
  severity: 'low',
  summary: 'The code of a function cannot use the permissions by which Lambda places it in a VPC.',
  rationale:
    'The role must allow `ec2:CreateNetworkInterface` and its like on every resource, because Lambda asks for that. The ' +
    'function’s own code has the same role: unless it is denied, code that was taken over makes and removes interfaces in the VPC.',
  remediation:
    'Add a Deny of these actions with the condition `ArnEquals` on `lambda:SourceFunctionArn`, the function’s ARN: it holds for the code and not for the service.',
  types: ['aws_iam_role'],
  check: (resource, context) => {
    const role = context.derive(identities).of(resource);
    if (!role) return [];
    const functions = context
      .derive(executionRoles)
      .usersOf(role)
      .filter((use) => use.resource.type === 'aws_lambda_function');
    const statements = [
      ...allPolicies(role).map(({ policy }) => policy),
      ...(role.boundary ? [role.boundary.policy] : []),
    ].flatMap(({ document }) => document.statements);
    const allowed = statements.some(
      ({ effect, action }) => effect === 'Allow' && !action.negated && means(action.patterns),
    );
    if (functions.length === 0 || !allowed) return [];
    const arns = functions.map(({ resource: one }) => context.graph.arn(one));
    const denied = statements.some(
      ({ effect, action, conditions }) =>
        effect === 'Deny' &&
        !action.negated &&
        means(action.patterns) &&
        (isUnknown(conditions) ||
          conditions.length === 0 ||
          conditions.some((condition) => namesFunctions(condition, arns))),
    );
    return denied ? pass() : fail('the function’s code may make and remove network interfaces');
  },
};

/**
 * Whether the condition holds for the code of all the functions. Names are compared, and neither region nor account:
 * these are often not known. A value that is not known may be the function's ARN.
 */
function namesFunctions({ key, values }: Condition, arns: readonly string[]): boolean {
  if (key.toLowerCase() !== 'lambda:sourcefunctionarn') return false;
  if (isUnknown(values)) return true;
  return arns.every((arn) =>
    values.some((value) => isUnknown(value) || matchesGlob(globOf(nameIn(value)), nameIn(arn))),
  );
}

function nameIn(arn: string): string {
  return /:function:(.*)$/.exec(arn)?.[1] ?? arn;
}

function means(patterns: Parameters<typeof isUnknown>[0] | readonly unknown[]): boolean {
  if (!Array.isArray(patterns)) return false;
  return patterns.some(
    (pattern) =>
      typeof pattern === 'string' &&
      actionsMatching(pattern).some(({ name }) => name === 'ec2:CreateNetworkInterface'),
  );
}
