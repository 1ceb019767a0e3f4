import { isUnknown } from '../../graph/value';
import { vpcEndpoints } from '../../model/network/endpoints';
import { gateways } from '../../model/network/gateways';
import { attachments } from '../../model/network/interfaces';
import { securityGroups } from '../../model/network/security-groups';
import { subnets } from '../../model/network/subnets';
import type { RuleContext } from '../../rules/context';
import { interfaceBudget } from './interface-budget';

/** A quota of AWS, how much of it the system takes, and what is left. */
export interface Quota {
  readonly name: string;
  /** Of what the limit is: a VPC, a Region, a group. */
  readonly per: string;
  readonly used: number;
  /** AWS's default: an account may have another. */
  readonly limit: number;
  readonly left: number;
  readonly raisable: boolean;
  readonly source: string;
  /** Which one is the fullest, where the quota is of each one. */
  readonly fullest?: string;
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const LAMBDA_VPC = 'https://docs.aws.amazon.com/lambda/latest/dg/API_VpcConfig.html';
const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const PRIVATELINK = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';

/** The quotas that functions in a VPC run into, with their default limits (read in 2026). */
export function quotas(context: RuleContext): readonly Quota[] {
  const { graph } = context;
  const endpoints = [...context.derive(vpcEndpoints).values()];
  const budget = context.derive(interfaceBudget);
  const functions = context
    .derive(attachments)
    .filter(({ resource }) => resource.type === 'aws_lambda_function');
  const found: Quota[] = [];
  const add = (
    name: string,
    per: string,
    used: number,
    limit: number,
    source: string,
    options: { readonly raisable?: boolean; readonly fullest?: string } = {},
  ): void => {
    if (used === 0) return;
    found.push({
      name,
      per,
      used,
      limit,
      left: limit - used,
      raisable: options.raisable ?? true,
      source,
      ...(options.fullest ? { fullest: options.fullest } : {}),
    });
  };
  add('network interfaces of Lambda', 'VPC', budget.lambdaInterfaces, 500, LAMBDA);
  add('network interfaces', 'Region', budget.interfaces, 5000, VPC);
  add(
    'interface endpoints',
    'VPC',
    endpoints.filter(({ type }) => type !== 'Gateway').length,
    50,
    PRIVATELINK,
  );
  add(
    'gateway endpoints',
    'Region',
    endpoints.filter(({ type }) => type === 'Gateway').length,
    20,
    PRIVATELINK,
  );
  add('elastic IP addresses', 'Region', graph.byType('aws_eip').length, 5, VPC);
  const nat = fullest(natZones(context));
  add('NAT gateways', 'zone', nat.most, 5, VPC, { fullest: nat.name });
  add('security groups', 'Region', graph.byType('aws_security_group').length, 2500, VPC);
  const rules = fullest(ruleCounts(context));
  add('rules of a security group in one direction', 'group', rules.most, 60, VPC, { fullest: rules.name });
  const groups = fullest(functions.map(({ resource, groups: of }) => [resource.key, of.ids.length] as const));
  add('security groups of an interface', 'interface', groups.most, 5, VPC, { fullest: groups.name });
  const places = fullest(
    functions.map(({ resource, subnets: of }) => [resource.key, of.ids.length] as const),
  );
  add('subnets of a function', 'function', places.most, 16, LAMBDA_VPC, {
    raisable: false,
    fullest: places.name,
  });
  const policies = fullest(endpointPolicies(context));
  add('characters of an endpoint policy, where it is known', 'endpoint', policies.most, 20_480, PRIVATELINK, {
    raisable: false,
    fullest: policies.name,
  });
  const attached = fullest(attachedPolicies(context));
  add('managed policies of a role', 'role', attached.most, 10, IAM, { fullest: attached.name });
  return found;
}

function fullest(counts: Iterable<readonly [string, number]>): {
  readonly most: number;
  readonly name: string;
} {
  let best = { most: 0, name: '' };
  for (const [name, most] of counts) if (most > best.most) best = { most, name };
  return best;
}

function natZones(context: RuleContext): Iterable<readonly [string, number]> {
  const places = context.derive(subnets);
  const counts = new Map<string, number>();
  for (const { subnet } of context.derive(gateways).nat.values()) {
    const zone = typeof subnet === 'string' ? places.get(subnet)?.zone : undefined;
    if (typeof zone === 'string') counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return counts;
}

/** Inbound and outbound count apart; so do IPv4 and IPv6, which is not told apart here: the count errs upwards. */
function ruleCounts(context: RuleContext): readonly (readonly [string, number])[] {
  return context
    .derive(securityGroups)
    .all.filter(({ resource }) => resource !== undefined)
    .flatMap(({ resource, id, rules }) =>
      (['ingress', 'egress'] as const).map(
        (direction) =>
          [
            `${resource?.key ?? id} ${direction}`,
            rules.filter((rule) => rule.direction === direction && !rule.implicit).length,
          ] as const,
      ),
    );
}

function endpointPolicies(context: RuleContext): readonly (readonly [string, number])[] {
  return [...context.derive(vpcEndpoints).values()].flatMap(({ resource, policy }) =>
    policy && !isUnknown(policy.value) && typeof policy.value === 'string'
      ? [[resource.key, policy.value.length] as const]
      : [],
  );
}

function attachedPolicies({ graph }: RuleContext): Iterable<readonly [string, number]> {
  const counts = new Map<string, number>();
  for (const attachment of graph.byType('aws_iam_role_policy_attachment')) {
    const role = graph.text(attachment.get('role'));
    if (role !== undefined) counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  return counts;
}
