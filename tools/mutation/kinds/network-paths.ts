import type { Block } from '../block';
import { type Change, change, type MutationKind } from '../kind';
import type { SystemView } from '../system-view';

const gateway = (view: SystemView): Block | undefined => view.all('aws_internet_gateway')[0];

/** Leads the tables of a tier straight to the internet. */
function routed(view: SystemView, tier: string): readonly Change[] {
  const target = gateway(view);
  if (!target) return [];
  return view.all('aws_route_table').flatMap((table) => {
    if (!table.name.includes(tier)) return [];
    const old = view.all('aws_route').filter((route) => route.refersTo(table));
    const route = table.beside(
      'to_internet',
      {
        destination_cidr_block: '0.0.0.0/0',
        gateway_id: target.reference('id'),
        route_table_id: table.reference('id'),
      },
      'aws_route',
    );
    const subnets = view
      .all('aws_route_table_association')
      .filter((one) => one.refersTo(table))
      .flatMap((one) => view.all('aws_subnet').filter((subnet) => one.refersTo(subnet)));
    return [change([table, route, ...subnets], ...old.map((one) => one.drop()), route.add())];
  });
}

/** The text of a reference to another tier's subnets: `…subnets.private[0].id` becomes `…subnets.public[0].id`. */
function inTier(ids: unknown, tier: string): string[] {
  return (Array.isArray(ids) ? ids : []).map((id) =>
    String(id).replace(/\.subnets\.\w+\[/, `.subnets.${tier}[`),
  );
}

export const NETWORK_PATH_KINDS: readonly MutationKind[] = [
  {
    id: 'private-tier-to-internet',
    weakness: 'a private subnet is routed to the internet gateway',
    caughtBy: ['network-private-subnet', 'network-function-subnet'],
    changes: (view) => routed(view, 'private'),
  },
  {
    id: 'isolated-tier-to-internet',
    weakness: 'the subnets of the database are routed to the internet gateway',
    caughtBy: ['network-private-subnet', 'network-database-subnet'],
    changes: (view) => routed(view, 'isolated'),
  },
  {
    id: 'egress-tier-to-internet',
    weakness: 'the egress subnets go round the firewall and the NAT',
    caughtBy: ['network-private-subnet', 'network-function-subnet'],
    changes: (view) => routed(view, 'egress'),
  },
  {
    id: 'subnet-in-public-table',
    weakness: 'a private subnet is associated with the public route table',
    caughtBy: ['network-private-subnet', 'network-function-subnet', 'network-database-subnet'],
    changes: (view) => {
      const [table] = view.named('aws_route_table', 'public');
      if (!table) return [];
      return view
        .all('aws_route_table_association')
        .filter(({ name }) => /_(private|isolated|egress)_/.test(name))
        .map((one) =>
          change(
            [one, ...view.all('aws_subnet').filter((subnet) => one.refersTo(subnet))],
            one.set(['route_table_id'], table.reference('id')),
          ),
        );
    },
  },
  {
    id: 'public-addresses-on-launch',
    weakness: 'what is started in a subnet gets a public address',
    caughtBy: ['network-no-public-ip-on-launch'],
    changes: (view) =>
      view.all('aws_subnet').map((subnet) => change(subnet, subnet.set(['map_public_ip_on_launch'], true))),
  },
  {
    id: 'database-in-public-subnet',
    weakness: 'the database lies in public subnets',
    caughtBy: ['network-database-subnet'],
    changes: (view) =>
      view
        .all('aws_db_subnet_group')
        .map((group) => change(group, group.set(['subnet_ids'], inTier(group.get('subnet_ids'), 'public')))),
  },
  {
    id: 'function-outside-vpc',
    weakness: 'a function runs outside of the VPC',
    caughtBy: ['lambda-in-vpc'],
    changes: (view) => view.all('aws_lambda_function').map((one) => change(one, one.remove('vpc_config'))),
  },
  {
    id: 'function-in-egress-tier',
    weakness: 'a function that declares no host lies in the subnets that lead to the internet',
    caughtBy: ['proof-reachable-is-declared', 'proof-reachable-is-granted'],
    changes: (view) =>
      view
        .all('aws_lambda_function')
        .filter((one) => one.text.includes('.subnets.private['))
        .map((one) =>
          change(
            one,
            one.set(['vpc_config', 'subnet_ids'], inTier(one.get('vpc_config', 'subnet_ids'), 'egress')),
          ),
        ),
  },
  {
    id: 'flow-log-removed',
    weakness: 'nobody records the traffic of the VPC',
    caughtBy: ['network-vpc-flow-log'],
    changes: (view) =>
      view.all('aws_flow_log').map((log) => change([log, ...view.all('aws_vpc')], log.drop())),
  },
  {
    id: 'flow-log-accepted-only',
    weakness: 'refused connections are not recorded',
    caughtBy: ['network-flow-log-rejects', 'network-vpc-flow-log'],
    changes: (view) =>
      view.all('aws_flow_log').map((log) => change(log, log.set(['traffic_type'], 'ACCEPT'))),
  },
  {
    id: 'dns-firewall-allows-all',
    weakness: 'the DNS firewall lets every name be resolved',
    caughtBy: ['network-dns-firewall-blocks'],
    changes: (view) => [
      ...view
        .named('aws_route53_resolver_firewall_rule', 'block_rest')
        .map((rule) => change([rule, ...associations(view)], rule.drop())),
      ...view
        .named('aws_route53_resolver_firewall_rule', 'block_rest')
        .map((rule) =>
          change([rule, ...associations(view)], rule.set(['action'], 'ALLOW'), rule.remove('block_response')),
        ),
      ...view
        .all('aws_route53_resolver_firewall_domain_list')
        .filter(({ name }) => !name.includes('everything'))
        .map((list) => change([list, ...associations(view)], list.set(['domains'], ['*.']))),
    ],
  },
  {
    id: 'dns-firewall-fails-open',
    weakness: 'names are resolved when the DNS firewall does not answer',
    caughtBy: ['network-dns-firewall-fail-closed'],
    changes: (view) =>
      view
        .all('aws_route53_resolver_firewall_config')
        .flatMap((one) => [change(one, one.set(['firewall_fail_open'], 'ENABLED'))]),
  },
  {
    id: 'dns-firewall-detached',
    weakness: 'the DNS firewall belongs to no VPC',
    caughtBy: ['network-dns-firewall-attached'],
    changes: (view) =>
      associations(view).map((one) =>
        change([one, ...view.all('aws_route53_resolver_firewall_rule_group')], one.drop()),
      ),
  },
  {
    id: 'network-firewall-bypassed',
    weakness: 'the egress subnets go to the NAT without the network firewall',
    caughtBy: ['network-no-world-egress', 'proof-reachable-is-granted'],
    changes: (view) => {
      const nats = view.all('aws_nat_gateway');
      const rules = view
        .all('aws_vpc_security_group_egress_rule')
        .filter(({ body }) => body['cidr_ipv4'] === '0.0.0.0/0');
      return view
        .all('aws_route')
        .filter(
          ({ name, body }) => /_egress_\w+_internet$/.test(name) && body['vpc_endpoint_id'] !== undefined,
        )
        .flatMap((route, index) => {
          const nat = nats[index % Math.max(1, nats.length)];
          if (!nat) return [];
          const { vpc_endpoint_id: _, ...rest } = route.body;
          return [change([route, ...rules], route.set([], { ...rest, nat_gateway_id: nat.reference('id') }))];
        });
    },
  },
  {
    id: 'network-firewall-passes',
    weakness: 'the network firewall lets through what no rule names',
    caughtBy: ['network-firewall-default-action', 'network-firewall-stateful-default'],
    changes: (view) =>
      view
        .all('aws_networkfirewall_firewall_policy')
        .flatMap((policy) => [
          change(policy, policy.set(['firewall_policy', 'stateless_default_actions'], ['aws:pass'])),
          change(policy, policy.set(['firewall_policy', 'stateless_fragment_default_actions'], ['aws:pass'])),
          change(policy, policy.remove('firewall_policy', 'stateful_default_actions')),
          change(
            policy,
            policy.set(['firewall_policy', 'stateful_default_actions'], ['aws:alert_established']),
          ),
        ]),
  },
  {
    id: 'network-firewall-unprotected',
    weakness: 'one call deletes the network firewall',
    caughtBy: ['network-firewall-delete-protection'],
    changes: (view) =>
      view
        .all('aws_networkfirewall_firewall')
        .flatMap((one) => [
          change(one, one.set(['delete_protection'], false)),
          change(one, one.remove('delete_protection')),
        ]),
  },
  {
    id: 'network-firewall-without-log',
    weakness: 'the network firewall does not log',
    caughtBy: ['network-firewall-logging'],
    changes: (view) =>
      view
        .all('aws_networkfirewall_logging_configuration')
        .map((one) => change([one, ...view.all('aws_networkfirewall_firewall')], one.drop())),
  },
  {
    id: 'network-firewall-own-key-dropped',
    weakness: 'the network firewall is encrypted with a key of AWS',
    caughtBy: ['network-firewall-customer-key', 'network-firewall-policy-customer-key'],
    changes: (view) =>
      [
        ...view.all('aws_networkfirewall_firewall'),
        ...view.all('aws_networkfirewall_firewall_policy'),
        ...view.all('aws_networkfirewall_rule_group'),
      ].map((one) => change(one, one.remove('encryption_configuration'))),
  },
  {
    id: 'endpoint-without-private-dns',
    weakness: 'the name of the service leads past the endpoint',
    caughtBy: ['network-endpoint-private-dns'],
    changes: (view) => interfaces(view).map((one) => change(one, one.set(['private_dns_enabled'], false))),
  },
  {
    id: 'endpoint-without-group',
    weakness: 'an endpoint has the default group of the VPC',
    caughtBy: ['network-endpoint-group'],
    changes: (view) => interfaces(view).map((one) => change(one, one.remove('security_group_ids'))),
  },
  {
    id: 'network-acl-opened',
    weakness: 'a network ACL lets every port in from the internet',
    caughtBy: ['network-acl-all-ports', 'network-acl-no-open-ssh', 'network-acl-no-open-rdp'],
    changes: (view) =>
      view.named('aws_subnet', 'private').map((subnet) => {
        const [vpc] = view.all('aws_vpc');
        const acl = subnet.beside(
          'acl',
          {
            vpc_id: vpc?.reference('id') ?? '',
            subnet_ids: [subnet.reference('id')],
            ingress: [
              {
                rule_no: 100,
                action: 'allow',
                protocol: '-1',
                from_port: 0,
                to_port: 0,
                cidr_block: '0.0.0.0/0',
              },
            ],
            egress: [
              {
                rule_no: 100,
                action: 'allow',
                protocol: '-1',
                from_port: 0,
                to_port: 0,
                cidr_block: '0.0.0.0/0',
              },
            ],
          },
          'aws_network_acl',
        );
        return change([subnet, acl], acl.add());
      }),
  },
  {
    id: 'instance-metadata-v1',
    weakness: 'the NAT instance gives its credentials to whoever makes it send a request',
    caughtBy: ['network-instance-metadata'],
    changes: (view) =>
      view
        .all('aws_instance')
        .flatMap((one) => [
          change(one, one.set(['metadata_options', 'http_tokens'], 'optional')),
          change(one, one.remove('metadata_options')),
        ]),
  },
];

function interfaces(view: SystemView): readonly Block[] {
  return view.all('aws_vpc_endpoint').filter(({ body }) => body['vpc_endpoint_type'] === 'Interface');
}

function associations(view: SystemView): readonly Block[] {
  return view.all('aws_route53_resolver_firewall_rule_group_association');
}
