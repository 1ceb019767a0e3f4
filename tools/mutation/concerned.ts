import type { Graph } from '../../policies/graph/graph';
import type { Resource } from '../../policies/graph/resource';

/** Stand between what is written and whom it concerns: a document has a policy, a policy a role, a role a function. */
const CARRIERS =
  /^(aws_iam_policy_document|aws_iam_(role|user|group)?_?policy(_attachment)?|aws_\w+_policy)$/;

/** A rule concerns its group, and a group whoever has it. */
const GROUP_RULES = /^aws_(vpc_)?security_group_(ingress_|egress_)?rule$/;

/** Who is concerned of a role: whoever runs with it. */
const RUN_WITH_ROLE = ['aws_lambda_function', 'aws_sfn_state_machine', 'aws_scheduler_schedule'];

/**
 * Whom a change concerns: what is changed; what it names and what names it; and where it is part of a policy, whose
 * policy that is. A finding anywhere else says nothing of the change.
 *
 * @param changed keys of resources
 */
export function concernedBy(graph: Graph, changed: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>(changed);
  for (const key of changed) {
    const resource = graph.byKey(key);
    if (!resource) continue;
    for (const one of neighbours(graph, resource)) found.add(one.key);
    for (const one of owners(graph, resource, new Set())) found.add(one.key);
  }
  return found;
}

function neighbours(graph: Graph, resource: Resource): readonly Resource[] {
  return [...graph.referencesFrom(resource), ...referrers(graph, resource)];
}

function owners(graph: Graph, resource: Resource, seen: Set<Resource>): readonly Resource[] {
  if (seen.has(resource)) return [];
  seen.add(resource);
  if (resource.type === 'aws_iam_role') {
    return [resource, ...referrers(graph, resource).filter(({ type }) => RUN_WITH_ROLE.includes(type))];
  }
  if (GROUP_RULES.test(resource.type))
    return graph.referencesFrom(resource, 'security_group_id').flatMap((one) => owners(graph, one, seen));
  if (resource.type === 'aws_security_group')
    return [resource, ...referrers(graph, resource).filter(({ type }) => !GROUP_RULES.test(type))];
  if (!CARRIERS.test(resource.type)) return [resource];
  const next = resource.mode === 'data' ? referrers(graph, resource) : graph.referencesFrom(resource);
  return [resource, ...next.flatMap((one) => (one.mode === 'data' ? [] : owners(graph, one, seen)))];
}

function referrers(graph: Graph, resource: Resource): readonly Resource[] {
  return graph.referencesTo(resource).map(({ from }) => from);
}
