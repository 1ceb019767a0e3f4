import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toBoolean, type Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';

export interface NetworkFirewall {
  readonly id: Id;
  readonly resource: Resource;
  readonly vpc: Id | Unknown | undefined;
  readonly subnets: readonly Id[];
  /** Nothing where the policy is not in the input. */
  readonly policy?: Resource;
  readonly logging: readonly Resource[];
  readonly deleteProtection: boolean | Unknown;
}

/** The AWS Network Firewalls of the input, by id (which is the ARN). Use it as `context.derive(networkFirewalls)`. */
export function networkFirewalls({ graph }: RuleContext): ReadonlyMap<Id, NetworkFirewall> {
  const policies = new Map<Id, Resource>();
  for (const policy of graph.byType('aws_networkfirewall_firewall_policy')) {
    policies.set(graph.arn(policy), policy);
    policies.set(ownId(graph, policy), policy);
  }
  const logging = new Map<Id, Resource[]>();
  for (const resource of graph.byType('aws_networkfirewall_logging_configuration')) {
    const firewall = idAt(graph, resource, 'firewall_arn');
    if (typeof firewall === 'string') addTo(logging, firewall, resource);
  }
  const found = new Map<Id, NetworkFirewall>();
  for (const resource of graph.byType('aws_networkfirewall_firewall')) {
    const id = ownId(graph, resource);
    const named = idAt(graph, resource, 'firewall_policy_arn');
    const policy = typeof named === 'string' ? policies.get(named) : undefined;
    found.set(id, {
      id,
      resource,
      vpc: idAt(graph, resource, 'vpc_id'),
      subnets: resource
        .blocks('subnet_mapping')
        .map((_, index) => idAt(graph, resource, `subnet_mapping[${index}].subnet_id`))
        .filter((one): one is Id => typeof one === 'string'),
      ...(policy ? { policy } : {}),
      logging: [...new Set([...(logging.get(id) ?? []), ...(logging.get(graph.arn(resource)) ?? [])])],
      deleteProtection: toBoolean(resource.get('delete_protection')) ?? false,
    });
  }
  return found;
}
