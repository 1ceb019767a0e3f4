import { AttachedNetwork } from '../../../modules/network/attached-network';
import { awsDomains } from '../../../modules/network/dns-firewall';
import type { Egress } from '../../../modules/network/egress';
import { OwnedNetwork, type OwnedNetworkProps } from '../../../modules/network/owned-network';
import type { Block, Synthesized } from '../../support/synth';
import { problemCodes } from './problem-codes';
import { synthesizeAws, ZONES } from './synthesize-aws';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/k';
const HOSTS = ['partner.example.com', 'api.partner.example.com'];

const owned = (egress: Egress, overrides: Partial<OwnedNetworkProps> = {}) =>
  synthesizeAws((stack) => {
    const props = { name: 'deposits-prod', cidr: '10.20.0.0/16', zones: ZONES, ...overrides };
    new OwnedNetwork(stack, 'network', { ...props, egress });
  });
const attached = (egress: Egress) =>
  synthesizeAws((stack) => {
    const place = { vpc: { id: 'vpc-1' }, vpcCidr: '10.0.0.0/16', subnetSpace: '10.0.64.0/18' };
    new AttachedNetwork(stack, 'network', { name: 'deposits-prod', ...place, zones: ZONES, egress });
  });
const list = (synth: Synthesized, type: string): readonly Block[] => Object.values(synth.resources(type));
const named = (synth: Synthesized, type: string, name: string) =>
  list(synth, type).find((block) => block['name'] === name);
const domainsOf = (synth: Synthesized, name: string) =>
  named(synth, 'aws_route53_resolver_firewall_domain_list', name)?.['domains'];
const FIREWALL_TYPES = [
  'aws_route53_resolver_firewall_rule_group',
  'aws_route53_resolver_firewall_config',
  'aws_networkfirewall_firewall',
];

describe('names', () => {
  test('without hosts nothing is filtered', () => {
    for (const kind of ['endpoints-only', 'nat-gateway', 'nat-instance'] as const) {
      for (const type of FIREWALL_TYPES) expect(owned({ kind }).resources(type)).toEqual({});
    }
  });

  test.each(['nat-gateway', 'nat-instance'] as const)(
    '%s: an owned VPC resolves the hosts and AWS in the region, then nothing, and fails closed',
    (kind) => {
      // GIVEN / WHEN
      const synth = owned({ kind, allowedHosts: HOSTS });
      // THEN
      const rules = list(synth, 'aws_route53_resolver_firewall_rule');
      expect(rules.map(({ name, action, priority }) => [name, action, priority])).toEqual([
        ['allow-aws', 'ALLOW', 100],
        ['allow-hosts', 'ALLOW', 200],
        ['block-rest', 'BLOCK', 1000],
      ]);
      expect(rules.map((rule) => rule['block_response'])).toEqual([undefined, undefined, 'NXDOMAIN']);
      expect(rules[1]).toMatchObject({ firewall_domain_redirection_action: 'TRUST_REDIRECTION_DOMAIN' });
      expect(domainsOf(synth, 'deposits-prod-hosts')).toEqual([
        'api.partner.example.com.',
        'partner.example.com.',
      ]);
      expect(domainsOf(synth, 'deposits-prod-aws')).toEqual(['*.eu-west-1.amazonaws.com.']);
      expect(domainsOf(synth, 'deposits-prod-everything')).toEqual(['*.']);
      expect(synth.only('aws_route53_resolver_firewall_config')).toMatchObject({
        resource_id: expect.stringMatching(/^\$\{aws_vpc\./),
        firewall_fail_open: 'DISABLED',
      });
      const association = synth.only('aws_route53_resolver_firewall_rule_group_association');
      expect(association).toMatchObject({ priority: 200, vpc_id: expect.stringMatching(/^\$\{aws_vpc\./) });
      expect(association['depends_on']).toHaveLength(3);
      expect(synth.resources('aws_route53_resolver_query_log_config')).toEqual({});
    },
  );

  test('no hosts at all: AWS alone is resolved', () => {
    const synth = owned({ kind: 'nat-gateway', allowedHosts: [] });
    expect(list(synth, 'aws_route53_resolver_firewall_rule').map(({ name }) => name)).toEqual([
      'allow-aws',
      'block-rest',
    ]);
  });

  test('custom: other domains, the answer, the place, a log with its key', () => {
    const synth = owned(
      {
        kind: 'nat-gateway',
        allowedHosts: HOSTS,
        dnsFirewall: {
          otherDomains: ['*.corp.example', 'time.example'],
          blockResponse: 'NODATA',
          priority: 500,
          queryLog: { retentionInDays: 30, kmsKeyArn: KEY },
        },
      },
      { tags: { Team: 'deposits' } },
    );
    expect(domainsOf(synth, 'deposits-prod-others')).toEqual(['*.corp.example.', 'time.example.']);
    expect(named(synth, 'aws_route53_resolver_firewall_rule', 'allow-others')?.['priority']).toBe(300);
    expect(named(synth, 'aws_route53_resolver_firewall_rule', 'block-rest')?.['block_response']).toBe(
      'NODATA',
    );
    expect(synth.only('aws_route53_resolver_firewall_rule_group_association')).toMatchObject({
      priority: 500,
      tags: { Team: 'deposits' },
    });
    const log = named(synth, 'aws_cloudwatch_log_group', '/aws/vendedlogs/deposits-prod/dns-queries');
    expect(log).toMatchObject({ retention_in_days: 30, kms_key_id: KEY });
    expect(synth.only('aws_route53_resolver_query_log_config_association')['resource_id']).toMatch(
      /^\$\{aws_vpc\./,
    );
  });

  test('the names of AWS in China end otherwise', () => {
    expect(awsDomains('cn-north-1')).toEqual(['*.cn-north-1.amazonaws.com.cn']);
  });

  test('somebody else’s VPC is filtered only when it is asked for', () => {
    const kind = 'nat-gateway';
    expect(problemCodes(() => attached({ kind, allowedHosts: HOSTS }))).toEqual(['egress-hosts-unenforced']);
    const synth = attached({ kind, allowedHosts: HOSTS, dnsFirewall: { wholeVpc: true } });
    expect(synth.only('aws_route53_resolver_firewall_rule_group_association')['vpc_id']).toMatch(
      /^\$\{data\.aws_vpc\./,
    );
    const inspected = attached({ kind, allowedHosts: HOSTS, networkFirewall: { kmsKeyArn: KEY } });
    expect(inspected.resources('aws_route53_resolver_firewall_rule_group')).toEqual({});
    expect(inspected.only('aws_networkfirewall_firewall')['vpc_id']).toMatch(/^\$\{data\.aws_vpc\./);
  });
});

describe('connections', () => {
  const inspected = (overrides: Partial<Extract<Egress, { kind: 'nat-gateway' }>> = {}) =>
    owned({ kind: 'nat-gateway', allowedHosts: HOSTS, networkFirewall: { kmsKeyArn: KEY }, ...overrides });

  test('a firewall in every zone: strict order, the hosts let through, the rest dropped and recorded', () => {
    const synth = inspected();
    expect(synth.only('aws_networkfirewall_rule_group')).toMatchObject({
      type: 'STATEFUL',
      capacity: 1000,
      encryption_configuration: { type: 'CUSTOMER_KMS', key_id: KEY },
      rule_group: {
        rule_variables: {
          ip_sets: [{ key: 'HOME_NET', ip_set: { definition: ['10.20.28.0/27', '10.20.60.0/27'] } }],
        },
        rules_source: {
          rules_source_list: {
            generated_rules_type: 'ALLOWLIST',
            target_types: ['HTTP_HOST', 'TLS_SNI'],
            targets: ['api.partner.example.com', 'partner.example.com'],
          },
        },
        stateful_rule_options: { rule_order: 'STRICT_ORDER' },
      },
    });
    expect(synth.only('aws_networkfirewall_firewall_policy')).toMatchObject({
      encryption_configuration: { type: 'CUSTOMER_KMS', key_id: KEY },
      firewall_policy: {
        stateless_default_actions: ['aws:forward_to_sfe'],
        stateless_fragment_default_actions: ['aws:forward_to_sfe'],
        stateful_engine_options: { rule_order: 'STRICT_ORDER', stream_exception_policy: 'REJECT' },
        stateful_default_actions: ['aws:drop_established', 'aws:alert_established'],
      },
    });
    const firewall = synth.only('aws_networkfirewall_firewall');
    expect(firewall).toMatchObject({
      delete_protection: true,
      subnet_change_protection: true,
      firewall_policy_change_protection: true,
      encryption_configuration: { type: 'CUSTOMER_KMS', key_id: KEY },
    });
    expect(firewall['subnet_mapping']).toEqual(
      ZONES.map((zone) => ({ subnet_id: expect.stringContaining(`firewall-${zone}`) })),
    );
  });

  test('alerts and flows are kept for a year under the customer’s key', () => {
    const synth = inspected();
    for (const log of ['alerts', 'flows']) {
      const group = named(synth, 'aws_cloudwatch_log_group', `/aws/vendedlogs/deposits-prod/firewall-${log}`);
      expect(group).toMatchObject({ retention_in_days: 365, kms_key_id: KEY });
    }
    expect(synth.only('aws_networkfirewall_logging_configuration')['logging_configuration']).toMatchObject({
      log_destination_config: [
        { log_type: 'ALERT', log_destination_type: 'CloudWatchLogs' },
        { log_type: 'FLOW', log_destination_type: 'CloudWatchLogs' },
      ],
    });
  });

  test('without a host nothing is let through', () => {
    const synth = inspected({ allowedHosts: [] });
    expect(synth.resources('aws_networkfirewall_rule_group')).toEqual({});
    const policy = synth.only('aws_networkfirewall_firewall_policy')['firewall_policy'];
    expect(policy).toMatchObject({
      stateful_default_actions: ['aws:drop_established', 'aws:alert_established'],
    });
    expect(policy).not.toHaveProperty('stateful_rule_group_reference');
  });

  test('custom: can be deleted, keeps its logs for less', () => {
    const synth = inspected({
      networkFirewall: { kmsKeyArn: KEY, deleteProtection: false, retentionInDays: 30 },
    });
    expect(synth.only('aws_networkfirewall_firewall')).toMatchObject({
      delete_protection: false,
      subnet_change_protection: false,
      firewall_policy_change_protection: false,
    });
    const [log] = list(synth, 'aws_cloudwatch_log_group').filter((group) =>
      String(group['name']).includes('firewall'),
    );
    expect(log?.['retention_in_days']).toBe(30);
  });

  test.each(['per-zone', 'single'] as const)(
    'both ways of a connection lead through the endpoint of its zone, with NAT gateways %s',
    (placement) => {
      // GIVEN / WHEN
      const synth = inspected({ placement });
      const routes = list(synth, 'aws_route').map((route) => ({
        table: /network_((?:egress|firewall)-eu-west-1[ab]|public)/.exec(
          String(route['route_table_id']),
        )?.[1],
        to: route['destination_cidr_block'],
        endpointZone: /availability_zone == "([^"]+)"/.exec(String(route['vpc_endpoint_id']))?.[1],
        nat: /nat-(eu-west-1[ab])/.exec(String(route['nat_gateway_id']))?.[1],
        gateway: route['gateway_id'] !== undefined,
      }));
      const route = (table: string, to: string, endpointZone?: string, nat?: string, gateway = false) => ({
        table,
        to,
        endpointZone,
        nat,
        gateway,
      });
      // THEN
      const other = placement === 'single' ? 'eu-west-1a' : 'eu-west-1b';
      expect(routes).toHaveLength(7);
      expect(routes).toEqual(
        expect.arrayContaining([
          route('egress-eu-west-1a', '0.0.0.0/0', 'eu-west-1a'),
          route('egress-eu-west-1b', '0.0.0.0/0', 'eu-west-1b'),
          route('firewall-eu-west-1a', '0.0.0.0/0', undefined, 'eu-west-1a'),
          route('firewall-eu-west-1b', '0.0.0.0/0', undefined, other),
          route('public', '10.20.28.0/27', 'eu-west-1a'),
          route('public', '10.20.60.0/27', 'eu-west-1b'),
          route('public', '0.0.0.0/0', undefined, undefined, true),
        ]),
      );
    },
  );

  test('the endpoint is found by its zone, in what the firewall answers', () => {
    const [route] = list(inspected(), 'aws_route').filter((one) => one['vpc_endpoint_id'] !== undefined);
    expect(route?.['vpc_endpoint_id']).toMatch(
      /^\$\{one\(\[for state in aws_networkfirewall_firewall\.[\w-]+\.firewall_status\[0\]\.sync_states : state\.attachment\[0\]\.endpoint_id if state\.availability_zone == "eu-west-1[ab]"\]\)\}$/,
    );
  });
});

describe('refuses', () => {
  const kind = 'nat-gateway';
  const networkFirewall = { kmsKeyArn: KEY };
  const noHosts = {
    kind,
    networkFirewall,
    dnsFirewall: { priority: 300 },
  } as const;
  test.each<[string, Egress, string[]]>([
    ['filters without hosts', noHosts, ['egress-hosts-missing']],
    [
      'more hosts than a rule group holds',
      { kind, networkFirewall, allowedHosts: Array.from({ length: 501 }, (_, i) => `h${i}.example`) },
      ['network-firewall-hosts'],
    ],
    [
      'what is no host',
      {
        kind: 'nat-instance',
        allowedHosts: [
          '*.example.com',
          'https://example.com',
          'Example.com',
          '203.0.113.7',
          'example.com.',
          '',
        ],
      },
      Array.from({ length: 6 }, () => 'egress-host'),
    ],
    [
      'wrong options of the name filter, all at once',
      {
        kind,
        allowedHosts: [],
        dnsFirewall: {
          otherDomains: ['*', 'a.*.example', 'ok.example'],
          blockResponse: 'OVERRIDE' as 'NODATA',
          priority: 100,
          queryLog: { retentionInDays: 2 },
        },
      },
      [
        'dns-firewall-domain',
        'dns-firewall-domain',
        'dns-firewall-response',
        'dns-firewall-priority',
        'dns-query-log-retention',
      ],
    ],
    [
      'a retention that CloudWatch has not',
      { kind, allowedHosts: HOSTS, networkFirewall: { kmsKeyArn: KEY, retentionInDays: 2 } },
      ['network-firewall-retention'],
    ],
  ])('%s', (_, egress, codes) => {
    expect(problemCodes(() => owned(egress))).toEqual(codes);
  });
});
