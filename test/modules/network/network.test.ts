import { Network, type NetworkAttributes } from '../../../modules/network/network';
import { assertPlaceable, functionSubnets, functionTier } from '../../../modules/network/placement';
import { problemCodes, problemsOf } from './problem-codes';
import { synthesizeAws } from './synthesize-aws';

const attributes: NetworkAttributes = {
  mode: 'owned',
  vpcId: 'vpc-1',
  vpcCidr: '10.20.0.0/16',
  internetEgress: true,
  subnets: {
    public: [{ id: 'subnet-p', zone: 'eu-west-1a', cidr: '10.20.24.0/28', routeTableId: 'rtb-p' }],
    private: [
      { id: 'subnet-a', zone: 'eu-west-1a', cidr: '10.20.0.0/20', routeTableId: 'rtb-a' },
      { id: 'subnet-b', zone: 'eu-west-1b', cidr: '10.20.32.0/20', routeTableId: 'rtb-a' },
    ],
  },
};

function imported(overrides: Partial<NetworkAttributes> = {}) {
  let network: ReturnType<typeof Network.fromAttributes> | undefined;
  synthesizeAws((stack) => {
    network = Network.fromAttributes(stack, 'network', { ...attributes, ...overrides });
  });
  if (!network) throw new Error('not built');
  return network;
}

describe('Network.fromAttributes', () => {
  test('is what was output', () => {
    const network = imported();
    expect(network.attributes()).toEqual(attributes);
    expect(network).toMatchObject({
      mode: 'owned',
      vpcId: 'vpc-1',
      vpcCidr: '10.20.0.0/16',
      zones: ['eu-west-1a', 'eu-west-1b'],
      internetEgress: true,
      ipv6Egress: false,
      canCreateEndpoints: true,
    });
    expect(network.subnets('private').map(({ id }) => id)).toEqual(['subnet-a', 'subnet-b']);
    expect(network.subnets('isolated')).toEqual([]);
    expect(network.routeTableIds('private')).toEqual(['rtb-a']);
  });

  test('takes references whose values only Terraform knows', () => {
    const network = imported({ vpcId: '${data.terraform_remote_state.network.outputs.vpcId}' });
    expect(network.vpcId).toContain('remote_state');
  });

  test('endpoints cannot be made in shared subnets', () => {
    expect(imported({ mode: 'attached' }).canCreateEndpoints).toBe(true);
    expect(imported({ mode: 'shared' }).canCreateEndpoints).toBe(false);
  });

  test('refuses a network without a place for functions', () => {
    const { subnets } = attributes;
    expect(problemCodes(() => imported({ subnets: { public: subnets.public } }))).toEqual([
      'network-without-private-subnets',
    ]);
    expect(problemCodes(() => imported({ subnets: { private: [] } }))).toEqual([
      'network-without-private-subnets',
    ]);
  });
});

describe('placement of functions', () => {
  test('in the private tier', () => {
    expect(functionTier(imported())).toBe('private');
    expect(functionSubnets(imported()).map(({ id }) => id)).toEqual(['subnet-a', 'subnet-b']);
  });

  test('in the isolated tier where there is no private one', () => {
    const network = imported({ subnets: { isolated: attributes.subnets.private } });
    expect(functionTier(network)).toBe('isolated');
    expect(functionSubnets(network)).toHaveLength(2);
  });

  test('never in public subnets', () => {
    const network = imported();
    expect(problemCodes(() => assertPlaceable(network, 'public'))).toEqual(['function-in-public-subnet']);
    const refusal = problemsOf(() => assertPlaceable(network, ['subnet-a', 'subnet-p'], 'stack/function'));
    expect(refusal.path).toBe('stack/function');
    expect(refusal.problems[0]?.received).toEqual(['public subnet in eu-west-1a 10.20.24.0/28']);
    expect(() => assertPlaceable(network, ['subnet-a', 'subnet-of-another-network'])).not.toThrow();
    expect(() => assertPlaceable(network, 'isolated')).not.toThrow();
  });

  test('a network with public subnets only has no place', () => {
    const network = { ...imported().attributes(), subnets: () => [] } as unknown as ReturnType<
      typeof imported
    >;
    expect(problemCodes(() => functionSubnets(network))).toEqual(['network-no-function-subnets']);
  });
});
