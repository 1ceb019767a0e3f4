import { TerraformVariable } from 'cdktf';
import { SharedNetwork, type SharedNetworkProps } from '../../../modules/network/shared-network';
import { lifecycleOf } from './lifecycle-of';
import { problemCodes } from './problem-codes';
import { synthesizeAws } from './synthesize-aws';

const props: SharedNetworkProps = {
  vpcId: 'vpc-1',
  vpcCidr: '10.0.0.0/16',
  privateSubnets: [
    { id: 'subnet-1', zone: 'eu-west-1a' },
    { id: 'subnet-2', zone: 'eu-west-1b' },
  ],
};
const create = (overrides: Partial<SharedNetworkProps> = {}, inspect?: (network: SharedNetwork) => void) =>
  synthesizeAws((stack) => {
    const network = new SharedNetwork(stack, 'network', { ...props, ...overrides });
    inspect?.(network);
  });

describe('SharedNetwork', () => {
  test('creates nothing, and cannot have endpoints', () => {
    const synth = create({}, (network) => {
      expect(network).toMatchObject({ mode: 'shared', canCreateEndpoints: false, internetEgress: false });
      expect(network.zones).toEqual(['eu-west-1a', 'eu-west-1b']);
      expect(network.subnets('isolated')).toEqual([]);
      expect(network.routeTableIds('private')).toEqual([]);
    });
    expect(synth.json['resource']).toBeUndefined();
    expect(Object.keys(synth.data('aws_subnet'))).toHaveLength(2);
  });

  test('verifies VPC, zone, privacy and free addresses of each subnet while Terraform plans', () => {
    const [subnet] = Object.values(create().data('aws_subnet'));
    expect(subnet).toMatchObject({ id: 'subnet-1' });
    const postcondition = lifecycleOf(subnet, 'postcondition');
    expect(postcondition.map(({ condition }) => condition)).toEqual([
      '${self.vpc_id == "vpc-1"}',
      '${self.availability_zone == "eu-west-1a"}',
      '${!self.map_public_ip_on_launch}',
      '${self.available_ip_address_count >= 8}',
    ]);
    for (const { error_message } of postcondition) expect(error_message).toContain('subnet-1');
  });

  test('takes isolated subnets, a floor of free addresses, and subnets with the owner’s egress', () => {
    const synth = create(
      {
        isolatedSubnets: [{ id: 'subnet-3', zone: 'eu-west-1a' }],
        minimumFreeAddresses: 20,
        egressSubnets: [{ id: 'subnet-4', zone: 'eu-west-1a' }],
      },
      (network) => {
        expect(network.internetEgress).toBe(true);
        expect(network.subnets('isolated')).toHaveLength(1);
        expect(network.subnets('egress').map(({ zone }) => zone)).toEqual(['eu-west-1a']);
      },
    );
    const isolated = Object.values(synth.data('aws_subnet')).find(({ id }) => id === 'subnet-3');
    expect(JSON.stringify(isolated)).toContain('self.available_ip_address_count >= 20');
  });

  test('verifies the routes on request', () => {
    expect(create().data('aws_route_table')).toEqual({});
    const egressSubnets = [{ id: 'subnet-4', zone: 'eu-west-1a' }];
    const tables = Object.values(create({ verifyRoutes: true, egressSubnets }).data('aws_route_table'));
    const conditions = tables.map((table) => [
      table['subnet_id'],
      lifecycleOf(table, 'postcondition').map(({ condition }) => /"(igw|nat)-"/.exec(condition)?.[1]),
    ]);
    expect(conditions).toEqual([
      ['subnet-1', ['igw', 'nat']],
      ['subnet-2', ['igw', 'nat']],
      ['subnet-4', ['igw']],
    ]);
  });

  test('compares with references as they are', () => {
    const synth = synthesizeAws((stack) => {
      const vpcId = new TerraformVariable(stack, 'vpc', {}).stringValue;
      new SharedNetwork(stack, 'network', { ...props, vpcId });
    });
    expect(JSON.stringify(synth.data('aws_subnet'))).toContain('${self.vpc_id == var.vpc}');
  });

  test.each<[string, Partial<SharedNetworkProps>, string[]]>([
    ['no subnet', { privateSubnets: [] }, ['shared-subnets-missing']],
    [
      'a zone twice',
      { privateSubnets: [...props.privateSubnets, { id: 'subnet-9', zone: 'eu-west-1a' }] },
      ['shared-zone-duplicate'],
    ],
    [
      'a subnet in two tiers',
      { isolatedSubnets: props.privateSubnets.slice(0, 1) },
      ['shared-subnet-duplicate'],
    ],
    [
      'an egress subnet that is a private one too, twice in a zone',
      { egressSubnets: [...props.privateSubnets.slice(0, 1), { id: 'subnet-9', zone: 'eu-west-1a' }] },
      ['shared-zone-duplicate', 'shared-subnet-duplicate'],
    ],
    [
      'everything at once',
      { vpcCidr: '10.0.0.1/16', privateSubnets: [], minimumFreeAddresses: -1 },
      ['cidr-invalid', 'shared-subnets-missing', 'shared-free-addresses'],
    ],
  ])('refuses %s', (_, overrides, codes) => {
    expect(problemCodes(() => create(overrides))).toEqual(codes);
  });
});
