import type { Resource } from '../../graph/resource';
import { vpcEndpoints } from '../../model/network/endpoints';
import { securityGroups } from '../../model/network/security-groups';
import type { RuleContext } from '../../rules/context';
import type { Bill, Total } from '../bill';
import { Decimal } from '../decimal';
import { totalOf } from '../estimate';
import { type InterfaceBudget, interfaceBudget } from './interface-budget';
import { type Quota, quotas } from './quotas';
import { type Times, times } from './times';
import { vpcParts } from './vpc-parts';

/** How many there are now, and how many without functions in the VPC. */
export interface Count {
  readonly what: string;
  readonly now: number;
  readonly withoutVpc: number;
}

/** Work that the VPC makes, whoever does it. */
export interface Chore {
  readonly what: string;
  readonly why: string;
}

/** What functions in a VPC cost besides money. */
export interface Complexity {
  readonly interfaces: InterfaceBudget;
  readonly counts: readonly Count[];
  readonly quotas: readonly Quota[];
  readonly times: Times;
  readonly chores: readonly Chore[];
  readonly withoutVpc: WithoutVpc;
}

/** The same system with its functions outside of any VPC. */
export interface WithoutVpc {
  /** Resources that would not exist, by type. */
  readonly vanishing: readonly { readonly type: string; readonly count: number }[];
  readonly resources: { readonly now: number; readonly without: number };
  /** Parts of the network that something else needs: a database. */
  readonly staying: readonly { readonly type: string; readonly count: number }[];
  readonly now: Total;
  readonly without: Total;
  /** Dollars a month that the VPC costs. */
  readonly saved: Decimal;
  /** What is given up. */
  readonly lost: readonly string[];
}

/** The complexity budget of a configuration. @param bill of the same configuration */
export function complexity(context: RuleContext, bill: Bill): Complexity {
  return {
    interfaces: context.derive(interfaceBudget),
    counts: context.derive(counts),
    quotas: context.derive(quotas),
    times: context.derive(times),
    chores: chores(context),
    withoutVpc: withoutVpc(context, bill),
  };
}

function counts(context: RuleContext): readonly Count[] {
  const { graph } = context;
  const { vanishing } = context.derive(vpcParts);
  const managed = graph.resources.filter(({ mode }) => mode === 'managed');
  const count = (what: string, wanted: (resource: Resource) => boolean): Count => {
    const now = managed.filter(wanted);
    return { what, now: now.length, withoutVpc: now.filter((one) => !vanishing.has(one)).length };
  };
  const ofTypes =
    (...types: readonly string[]) =>
    ({ type }: Resource): boolean =>
      types.includes(type);
  const endpoints = [...context.derive(vpcEndpoints).values()];
  const interfaceKeys = new Set(
    endpoints.filter(({ type }) => type === 'Interface').map((one) => one.resource),
  );
  const groupRules = context
    .derive(securityGroups)
    .all.flatMap(({ rules }) => rules.filter((rule) => !rule.implicit));
  const policies = endpoints.filter(({ policy }) => policy !== undefined);
  const budget = context.derive(interfaceBudget);
  const staysRule = groupRules.filter(({ resource }) => !vanishing.has(resource)).length;
  return [
    { what: 'network interfaces', now: budget.interfaces, withoutVpc: budget.databaseInstances },
    count('subnets', ofTypes('aws_subnet', 'aws_default_subnet')),
    count('route tables', ofTypes('aws_route_table', 'aws_default_route_table')),
    count('routes', ofTypes('aws_route')),
    count(
      'NAT gateways and instances',
      (one) =>
        one.type === 'aws_nat_gateway' ||
        (one.type === 'aws_instance' && one.get('source_dest_check') === false),
    ),
    count('public IPv4 addresses', ofTypes('aws_eip')),
    count('interface endpoints', (one) => interfaceKeys.has(one)),
    count('gateway endpoints', (one) => one.type === 'aws_vpc_endpoint' && !interfaceKeys.has(one)),
    {
      what: 'endpoint policies',
      now: policies.length,
      withoutVpc: policies.filter(({ resource }) => !vanishing.has(resource)).length,
    },
    count('security groups', ofTypes('aws_security_group', 'aws_default_security_group')),
    { what: 'rules of security groups', now: groupRules.length, withoutVpc: staysRule },
    count('firewalls', ofTypes('aws_networkfirewall_firewall', 'aws_route53_resolver_firewall_rule_group')),
    count('IAM policies', ofTypes('aws_iam_policy', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment')),
    count('alarms', ofTypes('aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm')),
    count('log groups', ofTypes('aws_cloudwatch_log_group')),
    count('resources in all', () => true),
  ].filter(({ now }) => now > 0);
}

function chores(context: RuleContext): readonly Chore[] {
  const { graph } = context;
  const found: Chore[] = [];
  const has = (...types: readonly string[]): boolean => types.some((type) => graph.byType(type).length > 0);
  const add = (wanted: boolean, what: string, why: string): void => {
    if (wanted) found.push({ what, why });
  };
  const inVpc = context.derive(interfaceBudget).functionsInVpc > 0;
  add(inVpc, 'give each new function subnets and a security group', 'it reaches nothing otherwise');
  add(
    inVpc,
    'keep addresses free in each subnet',
    'without one Lambda cannot make an interface, and the function stays Pending',
  );
  add(
    inVpc,
    'call every function at least every 14 days',
    'Lambda reclaims the interface of an idle one; its next call fails while it is Pending again',
  );
  add(
    inVpc,
    'wait 20 to 45 minutes for a destroy, and keep its order',
    'Lambda deletes interfaces late, and only while the role exists',
  );
  add(
    has('aws_vpc_endpoint'),
    'add an endpoint and its policy for each service that a function begins to call',
    'the call hangs until its time-out otherwise: that looks like a slow service',
  );
  add(
    has('aws_nat_gateway'),
    'watch ErrorPortAllocation and the addresses of the NAT',
    '55,000 connections to one destination for each address',
  );
  add(
    graph.byType('aws_instance').some((one) => one.get('source_dest_check') === false),
    'patch and replace the NAT instance',
    'it is a machine of one’s own, and the only way out',
  );
  add(
    has('aws_networkfirewall_firewall', 'aws_route53_resolver_firewall_rule_group'),
    'keep the list of allowed hosts',
    'a partner that changes its host is cut off',
  );
  add(has('aws_flow_log'), 'keep and read flow logs', 'an auditor asks for them');
  add(
    has('aws_security_group'),
    'review rules of security groups',
    'nobody takes away a rule that still works',
  );
  return found;
}

function withoutVpc(context: RuleContext, bill: Bill): WithoutVpc {
  const { vanishing, staying } = context.derive(vpcParts);
  const gone = new Set([...vanishing].map(({ key }) => key));
  const crossing = (price: string): boolean => price === 'zone-transfer.gb';
  const left = bill.resources.flatMap((one) => {
    if (gone.has(one.key)) return [];
    if (one.key !== 'system' || gone.size === 0) return [one];
    const kept = one.lines.filter(({ price }) => !crossing(price));
    return [{ fixed: one.fixed, usage: Decimal.sum(kept.map(({ amount }) => amount)) }];
  });
  const total = totalOf(left);
  const managed = context.graph.resources.filter(({ mode }) => mode === 'managed').length;
  return {
    vanishing: byType(vanishing),
    resources: { now: managed, without: managed - vanishing.size },
    staying: byType(staying),
    now: bill.total,
    without: total,
    saved: bill.total.all.minus(total.all),
    lost: vanishing.size === 0 ? [] : lost(context),
  };
}

function lost({ graph }: RuleContext): readonly string[] {
  const has = (type: string): boolean => graph.byType(type).length > 0;
  return [
    'functions reach every address of the internet: no security group, route or firewall holds stolen credentials or a hostile package back',
    ...(has('aws_vpc_endpoint')
      ? ['no endpoint policy: a function with foreign credentials may write to a foreign account’s bucket']
      : []),
    ...(has('aws_networkfirewall_firewall') || has('aws_route53_resolver_firewall_rule_group')
      ? ['no list of allowed hosts']
      : []),
    ...(has('aws_flow_log') ? ['no record of who connected where: flow logs see network interfaces'] : []),
    ...(graph
      .byType('aws_api_gateway_rest_api')
      .some((one) => JSON.stringify(one.get('endpoint_configuration') ?? '').includes('PRIVATE'))
      ? ['no private API: its clients come through an endpoint of the VPC']
      : []),
    'no way to anything that has only a private address: a database without Data API, a cache, a service on premises',
  ];
}

function byType(
  resources: ReadonlySet<Resource>,
): readonly { readonly type: string; readonly count: number }[] {
  const found = new Map<string, number>();
  for (const { type } of resources) found.set(type, (found.get(type) ?? 0) + 1);
  return [...found]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}
