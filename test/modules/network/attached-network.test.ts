import { AttachedNetwork, type AttachedNetworkProps } from '../../../modules/network/attached-network';
import type { Synthesized } from '../../support/synth';
import { problemCodes } from './problem-codes';
import { synthesizeAws, ZONES } from './synthesize-aws';

const props: AttachedNetworkProps = {
  name: 'deposits-prod',
  vpc: { id: 'vpc-0a1b' },
  vpcCidr: '10.0.0.0/16',
  subnetSpace: '10.0.64.0/18',
  occupied: ['10.0.0.0/18'],
  zones: ZONES,
  egress: { kind: 'endpoints-only' },
};
const create = (
  overrides: Partial<AttachedNetworkProps> = {},
  inspect?: (network: AttachedNetwork) => void,
) =>
  synthesizeAws((stack) => {
    const network = new AttachedNetwork(stack, 'network', { ...props, ...overrides });
    inspect?.(network);
  });
const publicRoute = (synth: Synthesized) =>
  Object.values(synth.resources('aws_route')).find((route) =>
    String(route['route_table_id']).includes('public'),
  );

describe('AttachedNetwork', () => {
  test('default: subnets in the given space of the VPC, and nothing of the VPC is touched', () => {
    const synth = create({}, (network) => {
      expect(network).toMatchObject({ mode: 'attached', internetEgress: false, canCreateEndpoints: true });
      expect(network.subnets('private').map(({ cidr }) => cidr)).toEqual(['10.0.64.0/22', '10.0.72.0/22']);
    });
    expect(Object.keys(synth.resources('aws_subnet'))).toHaveLength(4);
    for (const subnet of Object.values(synth.resources('aws_subnet'))) {
      expect(subnet['vpc_id']).toMatch(/^\$\{data\.aws_vpc\./);
    }
    for (const type of ['aws_vpc', 'aws_default_security_group', 'aws_flow_log', 'aws_internet_gateway']) {
      expect(synth.resources(type)).toEqual({});
    }
  });

  test('verifies what is declared of the VPC while Terraform plans', () => {
    const vpc = create().onlyData('aws_vpc');
    expect(vpc).toMatchObject({ id: 'vpc-0a1b' });
    expect(vpc['lifecycle']).toEqual({
      postcondition: [
        {
          condition: '${contains(self.cidr_block_associations[*].cidr_block, "10.0.0.0/16")}',
          error_message: expect.stringContaining('10.0.0.0/16'),
        },
        {
          condition: '${self.enable_dns_support && self.enable_dns_hostnames}',
          error_message: expect.stringContaining('DNS'),
        },
      ],
    });
  });

  test('finds the VPC by its tags', () => {
    expect(create({ vpc: { tags: { Purpose: 'shared' } } }).onlyData('aws_vpc')['tags']).toEqual({
      Purpose: 'shared',
    });
  });

  test('a NAT uses the internet gateway that is attached', () => {
    const synth = create({ egress: { kind: 'nat-gateway', placement: 'single' } });
    expect(synth.onlyData('aws_internet_gateway')['filter']).toEqual([
      { name: 'attachment.vpc-id', values: [expect.stringMatching(/data\.aws_vpc\./)] },
    ]);
    expect(publicRoute(synth)?.['gateway_id']).toMatch(/data\.aws_internet_gateway\..*internet_gateway_id/);
    expect(Object.keys(synth.resources('aws_nat_gateway'))).toHaveLength(1);
  });

  test('or the one that is given, or one of its own', () => {
    const egress = { kind: 'nat-instance' } as const;
    const given = create({ egress, internetGateway: { id: 'igw-1' } });
    expect(publicRoute(given)?.['gateway_id']).toBe('igw-1');
    expect(given.data('aws_internet_gateway')).toEqual({});
    const own = create({ egress, internetGateway: 'create' });
    expect(publicRoute(own)?.['gateway_id']).toMatch(/^\$\{aws_internet_gateway\./);
  });

  test('touches the VPC itself on request only', () => {
    const synth = create({
      closeDefaultSecurityGroup: true,
      flowLogs: { retentionInDays: 30 },
      tags: { Team: 'd' },
    });
    expect(synth.only('aws_default_security_group')).toMatchObject({
      ingress: [],
      egress: [],
      tags: { Team: 'd' },
    });
    expect(synth.only('aws_cloudwatch_log_group')['retention_in_days']).toBe(30);
  });

  test.each<[string, Partial<AttachedNetworkProps>, string[]]>([
    ['a VPC by no tag', { vpc: { tags: {} } }, ['network-vpc-selector']],
    ['a VPC by an empty id', { vpc: { id: '' } }, ['network-vpc-selector']],
    ['subnets where others are', { occupied: ['10.0.64.0/24'] }, ['network-subnet-occupied']],
    [
      'everything at once',
      {
        name: 'X',
        vpc: { id: '' },
        flowLogs: { retentionInDays: 2 },
        subnetSpace: '10.1.0.0/18',
        occupied: [],
      },
      ['network-name', 'flow-logs-retention', 'network-vpc-selector', 'network-space-outside'],
    ],
  ])('refuses %s', (_, overrides, codes) => {
    expect(problemCodes(() => create(overrides))).toEqual(codes);
  });
});
