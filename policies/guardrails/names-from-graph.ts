import type { Graph } from '../graph/graph';
import type { Resource } from '../graph/resource';
import { isUnknown } from '../graph/value';
import { executionRoles } from '../model/identity/execution-roles';
import { identities } from '../model/identity/identities';
import { RuleContext } from '../rules/context';
import { GuardrailScopeError } from './guardrail-scope';

/** What the configuration itself says: names that it chose. */
export interface ConfiguredNames {
  readonly boundaryArn: string;
  readonly boundedRoleArns: readonly string[];
  readonly logGroupArns: readonly string[];
  /** The functions' permissions boundary as AWS will have it; `undefined` where a part is known after apply. */
  readonly boundaryDocument: string | undefined;
}

/** @throws GuardrailScopeError where the functions have no boundary, or several */
export function configuredNames(graph: Graph): ConfiguredNames {
  const context = new RuleContext(graph);
  const roles = new Set(
    context
      .derive(executionRoles)
      .all.flatMap(({ resource, role }) =>
        resource.type === 'aws_lambda_function' && role?.resource ? [role.resource] : [],
      ),
  );
  const known = context.derive(identities);
  const bounded = [...roles].filter((role) => known.of(role)?.boundary !== undefined);
  const holders = new Set(bounded.flatMap((role) => known.of(role)?.boundary?.holder ?? []));
  const [boundary, another] = holders;
  if (!boundary || another) {
    throw new GuardrailScopeError(
      `the roles of the functions have ${holders.size} permissions boundaries in the configuration; wanted is one`,
    );
  }
  return {
    boundaryArn: graph.arn(boundary),
    boundedRoleArns: bounded.map((role) => graph.arn(role)).sort(),
    logGroupArns: recordGroups(graph)
      .map((group) => graph.arn(group))
      .sort(),
    boundaryDocument: textOf(boundary),
  };
}

/** The log groups of flow logs and of network firewalls. */
function recordGroups(graph: Graph): readonly Resource[] {
  const writers = graph.byType('aws_flow_log', 'aws_networkfirewall_logging_configuration');
  return [
    ...new Set(
      writers.flatMap((writer) => graph.referencesFrom(writer, undefined, 'aws_cloudwatch_log_group')),
    ),
  ];
}

function textOf(boundary: Resource): string | undefined {
  const policy = boundary.get('policy');
  return typeof policy === 'string' && !isUnknown(policy) ? policy : undefined;
}
