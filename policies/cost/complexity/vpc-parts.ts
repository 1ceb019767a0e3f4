import type { Resource } from '../../graph/resource';
import type { RuleContext } from '../../rules/context';

/**
 * Types that exist for a network. The value is the attribute that names what the resource is a part of: a rule of its
 * group, a route of its table. Without one it stands for itself.
 */
const FAMILY: Readonly<Record<string, string | undefined>> = {
  aws_vpc: undefined,
  aws_default_vpc: undefined,
  aws_vpc_ipv4_cidr_block_association: 'vpc_id',
  aws_vpc_dhcp_options: undefined,
  aws_vpc_dhcp_options_association: 'vpc_id',
  aws_subnet: undefined,
  aws_default_subnet: undefined,
  aws_route_table: undefined,
  aws_default_route_table: undefined,
  aws_main_route_table_association: 'vpc_id',
  aws_route: 'route_table_id',
  aws_route_table_association: 'subnet_id',
  aws_internet_gateway: undefined,
  aws_egress_only_internet_gateway: undefined,
  aws_nat_gateway: undefined,
  aws_eip: undefined,
  aws_eip_association: 'allocation_id',
  aws_network_acl: undefined,
  aws_default_network_acl: undefined,
  aws_network_acl_rule: 'network_acl_id',
  aws_network_acl_association: 'network_acl_id',
  aws_network_interface: undefined,
  aws_security_group: undefined,
  aws_default_security_group: 'vpc_id',
  aws_security_group_rule: 'security_group_id',
  aws_vpc_security_group_ingress_rule: 'security_group_id',
  aws_vpc_security_group_egress_rule: 'security_group_id',
  aws_vpc_endpoint: undefined,
  aws_vpc_endpoint_policy: 'vpc_endpoint_id',
  aws_vpc_endpoint_route_table_association: 'vpc_endpoint_id',
  aws_vpc_endpoint_subnet_association: 'vpc_endpoint_id',
  aws_vpc_endpoint_security_group_association: 'vpc_endpoint_id',
  aws_flow_log: 'vpc_id',
  aws_networkfirewall_firewall: undefined,
  aws_networkfirewall_firewall_policy: undefined,
  aws_networkfirewall_rule_group: undefined,
  aws_networkfirewall_logging_configuration: 'firewall_arn',
  aws_route53_resolver_firewall_config: undefined,
  aws_route53_resolver_firewall_domain_list: undefined,
  aws_route53_resolver_firewall_rule: undefined,
  aws_route53_resolver_firewall_rule_group: undefined,
  aws_route53_resolver_firewall_rule_group_association: undefined,
  aws_ec2_transit_gateway_vpc_attachment: undefined,
};

/** What goes and what stays of a system whose functions are taken out of the VPC. */
export interface VpcParts {
  /** Resources that would not exist without functions in the VPC. */
  readonly vanishing: ReadonlySet<Resource>;
  /** Parts of a network that something else needs: a database. */
  readonly staying: ReadonlySet<Resource>;
}

/**
 * Follows from the configuration: a part of a network stays if something that is neither a function nor a part of a
 * network names it, or a part that stays names it; and what names only vanishing parts, such as the log group of a
 * firewall or the alarm of a NAT gateway, vanishes with them. Use it as `context.derive(vpcParts)`.
 */
export function vpcParts(context: RuleContext): VpcParts {
  const { graph } = context;
  const managed = graph.resources.filter(({ mode }) => mode === 'managed');
  const family = new Set(managed.filter((one) => isFamily(one)));
  if (graph.byType('aws_lambda_function').every((one) => one.blocks('vpc_config').length === 0))
    return { vanishing: new Set(), staying: family };
  const staying = new Set<Resource>();
  const keep = (start: Resource): void => {
    for (const queue = [start]; queue.length > 0; ) {
      const next = queue.pop();
      if (!next) return;
      for (const target of graph.referencesFrom(next))
        if (family.has(target) && !staying.has(target)) {
          staying.add(target);
          queue.push(target);
        }
    }
  };
  for (const one of managed) if (!family.has(one) && needsNetwork(one)) keep(one);
  for (const part of family) {
    const owner = FAMILY[part.type];
    if (owner === undefined) continue;
    const [named] = graph.referencesFrom(part, owner);
    const others = graph.referencesFrom(part).filter((one) => family.has(one));
    if (
      named &&
      staying.has(named) &&
      (part.type === 'aws_flow_log' || others.every((one) => staying.has(one)))
    )
      staying.add(part);
  }
  const vanishing = new Set([...family].filter((one) => !staying.has(one)));
  for (let before = -1; before !== vanishing.size; ) {
    before = vanishing.size;
    for (const one of managed)
      if (!vanishing.has(one) && !staying.has(one) && isOnlyFor(one, vanishing, context)) vanishing.add(one);
  }
  return { vanishing, staying };
}

function isFamily(resource: Resource): boolean {
  if (Object.hasOwn(FAMILY, resource.type)) return true;
  // A NAT instance, and what is only about one.
  return resource.type === 'aws_instance' && resource.get('source_dest_check') === false;
}

/** Types that name network parts because they stand in the network, not because they watch it. */
function needsNetwork({ type }: Resource): boolean {
  return (
    !['aws_lambda_function', 'aws_cloudwatch_metric_alarm', 'aws_cloudwatch_dashboard'].includes(type) &&
    !type.startsWith('aws_iam_') &&
    !type.startsWith('aws_api_gateway_') &&
    !type.startsWith('aws_lambda_')
  );
}

/** Types that can be there for a part of the network alone. */
const SERVING: readonly string[] = [
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_metric_alarm',
  'aws_cloudwatch_log_metric_filter',
  'aws_iam_instance_profile',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
];

/** A log group that only vanishing resources write to, an alarm that watches one, the role of one. */
function isOnlyFor(resource: Resource, vanishing: ReadonlySet<Resource>, { graph }: RuleContext): boolean {
  if (!SERVING.includes(resource.type)) return false;
  if (resource.type === 'aws_cloudwatch_metric_alarm' || resource.type === 'aws_iam_role_policy')
    return graph.referencesFrom(resource).some((one) => vanishing.has(one));
  const users = graph
    .referencesTo(resource)
    .map(({ from }) => from)
    .filter(({ mode }) => mode === 'managed');
  return users.length > 0 && users.every((one) => vanishing.has(one));
}
