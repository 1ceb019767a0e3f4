import { Network, type NetworkAttributes } from '../../../modules/network/network';
import {
  assertPlaceable,
  functionRouteTableIds,
  functionSubnets,
  functionTier,
  subnetsFor,
} from '../../../modules/network/placement';
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
    egress: [{ id: 'subnet-e', zone: 'eu-west-1a', cidr: '10.20.28.0/27', routeTableId: 'rtb-e' }],
    firewall: [{ id: 'subnet-f', zone: 'eu-west-1a', cidr: '10.20.30.0/28', routeTableId: 'rtb-f' }],
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
    const internetEgress = false;
    expect(problemCodes(() => imported({ internetEgress, subnets: { public: subnets.public } }))).toEqual([
      'network-without-private-subnets',
    ]);
    expect(problemCodes(() => imported({ internetEgress, subnets: { private: [] } }))).toEqual([
      'network-without-private-subnets',
    ]);
  });

  test('refuses a way to the internet that no subnet has', () => {
    const { private: functions } = attributes.subnets;
    expect(problemCodes(() => imported({ subnets: { private: functions } }))).toEqual([
      'network-without-egress-subnets',
    ]);
  });
});

describe('placement of functions', () => {
  test('in the private tier', () => {
    expect(functionTier(imported())).toBe('private');
    expect(functionSubnets(imported()).map(({ id }) => id)).toEqual(['subnet-a', 'subnet-b']);
  });

  test('in the isolated tier where there is no private one', () => {
    const subnets = { isolated: attributes.subnets.private };
    const network = imported({ internetEgress: false, subnets });
    expect(functionTier(network)).toBe('isolated');
    expect(functionSubnets(network)).toHaveLength(2);
  });

  const toService = { kind: 'service', service: 's3' } as const;
  const toPartner = { kind: 'internet', host: 'partner.example', port: 443 } as const;

  test('in the egress tier with a host of the internet, and with nothing less', () => {
    const idsOf = (...destinations: Parameters<typeof subnetsFor>[1]) =>
      subnetsFor(imported(), destinations).map(({ id }) => id);
    expect(idsOf(toService, toPartner)).toEqual(['subnet-e']);
    expect(idsOf(toService)).toEqual(['subnet-a', 'subnet-b']);
    expect(idsOf()).toEqual(['subnet-a', 'subnet-b']);
  });

  test('gateway endpoints have to be known in both tiers', () => {
    expect(functionRouteTableIds(imported())).toEqual(['rtb-a', 'rtb-e']);
  });

  test('neither with a route that is not needed nor without one that is', () => {
    const network = imported();
    const place = (where: Parameters<typeof assertPlaceable>[1], ...to: Parameters<typeof subnetsFor>[1]) =>
      problemCodes(() => assertPlaceable(network, where, 'stack/function', to));
    expect(place(['subnet-a', 'subnet-e'], toService)).toEqual(['function-egress-needless']);
    expect(place('egress')).toEqual(['function-egress-needless']);
    expect(place(['subnet-b', 'subnet-e'], toPartner)).toEqual(['function-egress-missing']);
    expect(place('private', toPartner)).toEqual(['function-egress-missing']);
    expect(() => assertPlaceable(network, ['subnet-e'], 'stack/function', [toPartner])).not.toThrow();
    expect(() => assertPlaceable(network, ['subnet-a'], 'stack/function', [toService])).not.toThrow();
    expect(() => assertPlaceable(network, ['subnet-e'])).not.toThrow();
  });

  test('never in public or firewall subnets', () => {
    const network = imported();
    expect(problemCodes(() => assertPlaceable(network, 'public'))).toEqual(['function-in-public-subnet']);
    expect(problemCodes(() => assertPlaceable(network, ['subnet-f']))).toEqual(['function-in-public-subnet']);
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
