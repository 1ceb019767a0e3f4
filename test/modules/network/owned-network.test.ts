import type { TerraformStack } from 'cdktf';
import { OwnedNetwork, type OwnedNetworkProps } from '../../../modules/network/owned-network';
import type { Synthesized } from '../../support/synth';
import { problemCodes } from './problem-codes';
import { synthesizeAws, ZONES } from './synthesize-aws';

const props: OwnedNetworkProps = {
  name: 'deposits-dev',
  cidr: '10.20.0.0/16',
  zones: ZONES,
  egress: { kind: 'endpoints-only' },
};
const create = (overrides: Partial<OwnedNetworkProps> = {}, inspect?: (network: OwnedNetwork) => void) =>
  synthesizeAws((stack: TerraformStack) => {
    const network = new OwnedNetwork(stack, 'network', { ...props, ...overrides });
    inspect?.(network);
  });
const count = (synth: Synthesized, type: string) => Object.keys(synth.resources(type)).length;
const list = (synth: Synthesized, type: string) => Object.values(synth.resources(type));
const defaultRoutes = (synth: Synthesized) =>
  list(synth, 'aws_route').filter((route) => !String(route['route_table_id']).includes('public'));

describe('OwnedNetwork', () => {
  test('default: a VPC with DNS, private and isolated subnets, no internet gateway, no route out', () => {
    const synth = create({}, (network) => {
      expect(network.mode).toBe('owned');
      expect(network.internetEgress).toBe(false);
      expect(network.zones).toEqual(ZONES);
      expect(network.subnets('private').map(({ cidr }) => cidr)).toEqual(['10.20.0.0/20', '10.20.32.0/20']);
      expect(network.subnets('public')).toEqual([]);
      expect(network.routeTableIds('private')).toHaveLength(2);
      expect(network.routeTableIds('isolated')).toHaveLength(1);
    });
    expect(synth.only('aws_vpc')).toMatchObject({
      cidr_block: '10.20.0.0/16',
      enable_dns_hostnames: true,
      enable_dns_support: true,
    });
    expect(count(synth, 'aws_subnet')).toBe(4);
    expect(count(synth, 'aws_route_table_association')).toBe(4);
    for (const type of ['aws_internet_gateway', 'aws_nat_gateway', 'aws_route', 'aws_eip', 'aws_instance']) {
      expect(synth.resources(type)).toEqual({});
    }
  });

  test('counts its addresses, unless that is not wanted', () => {
    const counts = (addressUsageMetrics?: boolean) =>
      create({ addressUsageMetrics }).only('aws_vpc')['enable_network_address_usage_metrics'];
    expect([counts(), counts(true), counts(false)]).toEqual([true, true, false]);
  });

  test('closes the default security group', () => {
    expect(create().only('aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
  });

  test('records all traffic for a year, with a role that only this account’s flow logs can take on', () => {
    const synth = create();
    expect(synth.only('aws_flow_log')).toMatchObject({
      traffic_type: 'ALL',
      log_destination_type: 'cloud-watch-logs',
      max_aggregation_interval: 600,
    });
    expect(synth.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/vpc/deposits-dev/flow-logs',
      retention_in_days: 365,
    });
    const [trust] = synth.statements(synth.only('aws_iam_role')['assume_role_policy']);
    expect(trust).toMatchObject({
      actions: ['sts:AssumeRole'],
      principals: [{ type: 'Service', identifiers: ['vpc-flow-logs.amazonaws.com'] }],
      condition: [
        { test: 'StringEquals', variable: 'aws:SourceAccount' },
        { test: 'ArnLike', variable: 'aws:SourceArn' },
      ],
    });
    const [write] = synth.statements(synth.only('aws_iam_role_policy')['policy']);
    expect(write).toMatchObject({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/)],
    });
  });

  test('takes the options of flow logs, and tags', () => {
    const flowLogs = {
      retentionInDays: 30,
      kmsKeyArn: 'arn:aws:kms:eu-west-1:1:key/k',
      trafficType: 'REJECT',
      aggregationIntervalSeconds: 60,
      permissionsBoundaryArn: 'arn:aws:iam::1:policy/b',
    } as const;
    const synth = create({ flowLogs, tags: { Team: 'deposits' } });
    expect(synth.only('aws_cloudwatch_log_group')).toMatchObject({
      retention_in_days: 30,
      kms_key_id: flowLogs.kmsKeyArn,
    });
    expect(synth.only('aws_flow_log')).toMatchObject({
      traffic_type: 'REJECT',
      max_aggregation_interval: 60,
    });
    expect(synth.only('aws_iam_role')['permissions_boundary']).toBe(flowLogs.permissionsBoundaryArn);
    for (const type of [
      'aws_vpc',
      'aws_subnet',
      'aws_route_table',
      'aws_flow_log',
      'aws_default_security_group',
    ]) {
      for (const block of list(synth, type)) expect(block['tags']).toMatchObject({ Team: 'deposits' });
    }
  });

  test('no subnet hands out public addresses', () => {
    for (const subnet of list(create({ egress: { kind: 'nat-gateway' } }), 'aws_subnet')) {
      expect(subnet['map_public_ip_on_launch']).toBe(false);
    }
  });

  test('nat-gateway: one for each zone, and each egress subnet uses its own, and no other subnet any', () => {
    const synth = create({ egress: { kind: 'nat-gateway' } }, (network) => {
      expect(network.internetEgress).toBe(true);
      expect(network.subnets('egress').map(({ cidr }) => cidr)).toEqual(['10.20.28.0/27', '10.20.60.0/27']);
      expect(network.routeTableIds('egress')).toHaveLength(2);
      expect(network.subnets('firewall')).toEqual([]);
    });
    expect(count(synth, 'aws_nat_gateway')).toBe(2);
    expect(count(synth, 'aws_eip')).toBe(2);
    expect(count(synth, 'aws_internet_gateway')).toBe(1);
    const routes = defaultRoutes(synth);
    expect(routes).toHaveLength(2);
    for (const route of routes) {
      const zone = /egress-(eu-west-1[ab])/.exec(String(route['route_table_id']))?.[1];
      expect(route['nat_gateway_id']).toContain(`nat-${zone}`);
      expect(route['destination_cidr_block']).toBe('0.0.0.0/0');
    }
  });

  test('nat-gateway: a single one in the first zone, once the public tier reaches the internet', () => {
    const synth = create({ egress: { kind: 'nat-gateway', placement: 'single' } });
    const gateway = synth.only('aws_nat_gateway');
    expect(gateway['subnet_id']).toContain('public-eu-west-1a');
    expect(gateway['depends_on']).toEqual([expect.stringContaining('aws_route.network_public-internet')]);
    expect(new Set(defaultRoutes(synth).map((route) => route['nat_gateway_id'])).size).toBe(1);
  });

  test('nat-instance: arm64, IMDSv2, encrypted, no role, and only the egress subnets get in', () => {
    const synth = create({ egress: { kind: 'nat-instance' } }, (network) =>
      expect(network.internetEgress).toBe(true),
    );
    const instance = synth.only('aws_instance');
    expect(instance).toMatchObject({
      instance_type: 't4g.nano',
      source_dest_check: false,
      metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
      root_block_device: { encrypted: true, volume_type: 'gp3' },
      lifecycle: { ignore_changes: ['ami'] },
    });
    expect(instance).not.toHaveProperty('iam_instance_profile');
    expect(instance).not.toHaveProperty('key_name');
    expect(String(instance['user_data'])).toContain(
      'ip saddr 10.20.0.0/16 ip daddr != 10.20.0.0/16 masquerade',
    );
    expect(synth.onlyData('aws_ssm_parameter')['name']).toMatch(/al2023.*arm64$/);
    const ingress = list(synth, 'aws_vpc_security_group_ingress_rule');
    expect(ingress.map((rule) => [rule['cidr_ipv4'], rule['from_port'], rule['to_port']])).toEqual([
      ['10.20.28.0/27', 443, 443],
      ['10.20.60.0/27', 443, 443],
    ]);
    expect(synth.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      cidr_ipv4: '0.0.0.0/0',
      from_port: 443,
    });
    for (const route of defaultRoutes(synth)) {
      expect(route['route_table_id']).toContain('egress-');
      expect(route['network_interface_id']).toMatch(/aws_instance\..*primary_network_interface_id/);
    }
  });

  test('nat-instance: takes type, key, and other ports with a reason', () => {
    const egress = {
      kind: 'nat-instance',
      instanceType: 'c7gn.medium',
      forwardedPorts: [443, 8443],
      otherPortsBecause: 'The partner listens on 8443',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:1:key/k',
    } as const;
    const synth = create({ egress });
    expect(synth.only('aws_instance')).toMatchObject({
      instance_type: 'c7gn.medium',
      root_block_device: { kms_key_id: egress.kmsKeyArn },
    });
    expect(count(synth, 'aws_vpc_security_group_ingress_rule')).toBe(4);
    expect(count(synth, 'aws_vpc_security_group_egress_rule')).toBe(2);
  });

  test('IPv6: egress subnets get a block, and a gateway that lets nobody in', () => {
    const synth = create({ egress: { kind: 'nat-gateway' }, ipv6Egress: true }, (network) =>
      expect(network.ipv6Egress).toBe(true),
    );
    expect(synth.only('aws_vpc')['assign_generated_ipv6_cidr_block']).toBe(true);
    const blocks = list(synth, 'aws_subnet')
      .map((subnet) => subnet['ipv6_cidr_block'])
      .filter(Boolean);
    expect(blocks).toEqual([
      expect.stringMatching(/^\$\{cidrsubnet\(aws_vpc\..*\.ipv6_cidr_block, 8, 24\)\}$/),
      expect.stringMatching(/^\$\{cidrsubnet\(aws_vpc\..*\.ipv6_cidr_block, 8, 25\)\}$/),
    ]);
    const ipv6 = list(synth, 'aws_route').filter((route) => route['destination_ipv6_cidr_block'] === '::/0');
    expect(ipv6).toHaveLength(2);
    for (const route of ipv6) expect(route['route_table_id']).toContain('egress-');
    for (const route of ipv6)
      expect(route['egress_only_gateway_id']).toContain('aws_egress_only_internet_gateway');
  });

  test('six zones', () => {
    const zones = [...'abcdef'].map((letter) => `us-east-1${letter}`);
    expect(count(create({ zones, egress: { kind: 'nat-gateway' } }), 'aws_subnet')).toBe(24);
  });

  test.each<[string, Partial<OwnedNetworkProps>, string[]]>([
    ['a name in capitals', { name: 'Deposits' }, ['network-name']],
    ['a name that is too long', { name: 'd'.repeat(41) }, ['network-name']],
    ['IPv6 with endpoints-only', { ipv6Egress: true }, ['network-ipv6-endpoints-only']],
    [
      'IPv6 past a network firewall',
      {
        ipv6Egress: true,
        egress: { kind: 'nat-gateway', allowedHosts: ['a.example'], networkFirewall: { kmsKeyArn: 'k' } },
      },
      ['network-ipv6-firewall'],
    ],
    ['a retention that CloudWatch has not', { flowLogs: { retentionInDays: 42 } }, ['flow-logs-retention']],
    [
      'an x86 NAT instance on other ports without a reason',
      { egress: { kind: 'nat-instance', instanceType: 't3.nano', forwardedPorts: [22] } },
      ['nat-instance-type', 'nat-instance-ports-reason'],
    ],
    [
      'a NAT instance that forwards nothing',
      { egress: { kind: 'nat-instance', forwardedPorts: [] } },
      ['nat-instance-ports'],
    ],
    [
      'everything at once',
      { name: '-', cidr: '10.0.0.0/8', zones: ['nowhere'], flowLogs: { retentionInDays: 2 } },
      ['network-name', 'flow-logs-retention', 'network-zone-name', 'network-vpc-size'],
    ],
  ])('refuses %s', (_, overrides, codes) => {
    expect(problemCodes(() => create(overrides))).toEqual(codes);
  });

  test('refuses a placement of NAT gateways that there is not', () => {
    const placement = 'everywhere' as unknown as 'single';
    expect(problemCodes(() => create({ egress: { kind: 'nat-gateway', placement } }))).toEqual([
      'nat-gateway-placement',
    ]);
  });
});
