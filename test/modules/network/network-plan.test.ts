import fc from 'fast-check';
import { Cidr } from '../../../modules/network/cidr';
import { type NetworkPlanProps, planNetwork } from '../../../modules/network/network-plan';
import { problemCodes, problemsOf } from './problem-codes';

const base: NetworkPlanProps = {
  vpcCidr: '10.20.0.0/16',
  zones: ['eu-west-1a', 'eu-west-1b'],
  egress: 'nat-gateway',
};
const plan = (props: Partial<NetworkPlanProps> = {}) => planNetwork({ ...base, ...props });
const layout = (props: Partial<NetworkPlanProps> = {}) =>
  Object.fromEntries(plan(props).subnets.map(({ tier, zone, cidr }) => [`${tier} ${zone}`, cidr.toString()]));
const zoneList = fc.uniqueArray(
  fc.constantFrom(...'abcdefgh').map((letter) => `eu-west-1${letter}`),
  {
    minLength: 1,
    maxLength: 6,
  },
);
const small = { functionSecurityGroupSets: 1, interfaceEndpoints: 1, spareAddressesPerSubnet: 0 };

describe('planNetwork', () => {
  test('divides a /16 into tiers and zones', () => {
    expect(layout()).toEqual({
      'private eu-west-1a': '10.20.0.0/20',
      'private eu-west-1b': '10.20.32.0/20',
      'isolated eu-west-1a': '10.20.16.0/21',
      'isolated eu-west-1b': '10.20.48.0/21',
      'public eu-west-1a': '10.20.24.0/28',
      'public eu-west-1b': '10.20.56.0/28',
      'egress eu-west-1a': '10.20.28.0/27',
      'egress eu-west-1b': '10.20.60.0/27',
    });
  });

  test('has neither a public nor an egress tier without a NAT', () => {
    expect(plan({ egress: 'endpoints-only' }).tiers).toEqual(['private', 'isolated']);
    expect(plan({ egress: 'endpoints-only', inspectedEgress: true }).tiers).toEqual(['private', 'isolated']);
  });

  test('a firewall gets a place of its own and moves nothing', () => {
    expect(layout({ inspectedEgress: true })).toEqual({
      ...layout(),
      'firewall eu-west-1a': '10.20.30.0/28',
      'firewall eu-west-1b': '10.20.62.0/28',
    });
  });

  test('the egress tier fits where a NAT fitted before there was one', () => {
    const space = { vpcCidr: '10.20.0.0/22' };
    expect(layout(space)).toMatchObject({
      'public eu-west-1a': '10.20.0.96/28',
      'egress eu-west-1a': '10.20.0.112/28',
    });
  });

  test('any zones in any order: subnets are inside the VPC, disjoint, and where they are with all zones', () => {
    const prefix = fc.integer({ min: 16, max: 21 });
    const kind = fc.constantFrom('nat-gateway', 'endpoints-only');
    fc.assert(
      fc.property(zoneList, prefix, kind, fc.boolean(), (zones, p, egress, inspectedEgress) => {
        const vpcCidr = `10.0.0.0/${p}`;
        const props = { vpcCidr, egress, inspectedEgress, eniDemand: small } as const;
        const { subnets } = plan({ ...props, zones });
        expect(subnets).toHaveLength(
          zones.length * (egress === 'nat-gateway' ? 4 + (inspectedEgress ? 1 : 0) : 2),
        );
        subnets.forEach((subnet, i) => {
          expect(Cidr.parse(vpcCidr).contains(subnet.cidr)).toBe(true);
          for (const other of subnets.slice(i + 1)) expect(other.cidr.overlaps(subnet.cidr)).toBe(false);
          const alone = layout({ ...props, zones: [subnet.zone] });
          expect(alone[`${subnet.tier} ${subnet.zone}`]).toBe(subnet.cidr.toString());
        });
        const ipv6 = subnets.map(({ ipv6Index }) => ipv6Index);
        expect(new Set(ipv6).size).toBe(ipv6.length);
      }),
    );
  });

  test('adding a zone, leaving one out or reordering moves no subnet', () => {
    const before = layout();
    expect(layout({ zones: ['eu-west-1c', 'eu-west-1b', 'eu-west-1a'] })).toMatchObject(before);
    expect(before).toMatchObject(layout({ zones: ['eu-west-1b'] }));
  });

  test('a smaller subnet of one tier stays at the start of its place', () => {
    expect(layout({ prefixLengths: { private: 24 } })).toEqual({
      ...layout(),
      'private eu-west-1a': '10.20.0.0/24',
      'private eu-west-1b': '10.20.32.0/24',
    });
  });

  test('fewer slots make larger subnets of a small space', () => {
    const space = { subnetSpace: '10.20.8.0/24', zoneSlots: 2, egress: 'endpoints-only' } as const;
    expect(layout(space)).toEqual({
      'private eu-west-1a': '10.20.8.0/26',
      'private eu-west-1b': '10.20.8.128/26',
      'isolated eu-west-1a': '10.20.8.64/27',
      'isolated eu-west-1b': '10.20.8.192/27',
    });
  });

  test('takes subnets given by hand', () => {
    const subnetCidrs = { private: { 'eu-west-1a': '10.20.200.0/24' } };
    expect(layout({ subnetCidrs })).toEqual({ ...layout(), 'private eu-west-1a': '10.20.200.0/24' });
  });

  test('answers with the budget', () => {
    const { budget } = plan({ eniDemand: { functionSecurityGroupSets: 7 } });
    expect(budget.hyperplaneEnis).toBe(14);
    expect(budget.subnets.map(({ name, usable, needed }) => [name, usable, needed])).toEqual([
      ['private eu-west-1a', 4091, 31],
      ['private eu-west-1b', 4091, 31],
      ['egress eu-west-1a', 27, 11],
      ['egress eu-west-1b', 27, 11],
    ]);
  });

  test.each<[string, Partial<NetworkPlanProps>, string[]]>([
    ['an unreadable range', { vpcCidr: '10.20.0.1/16' }, ['cidr-invalid']],
    ['a VPC that is too large', { vpcCidr: '10.0.0.0/15' }, ['network-vpc-size']],
    ['a loopback VPC', { vpcCidr: '127.0.0.0/16' }, ['network-vpc-range']],
    ['a space outside the VPC', { subnetSpace: '10.21.0.0/18' }, ['network-space-outside']],
    [
      'a space that is too small',
      { subnetSpace: '10.20.0.0/24' },
      [
        'network-space-too-small',
        'network-space-too-small',
        'network-space-too-small',
        'network-eni-room',
        'network-eni-room',
      ],
    ],
    ['an occupied range in the way', { occupied: ['10.20.0.0/24'] }, ['network-subnet-occupied']],
    ['an occupied range elsewhere', { occupied: ['10.99.0.0/24'] }, ['network-occupied-outside']],
    ['no zone', { zones: [] }, ['network-zones-count']],
    ['seven zones', { zones: [...'abcdefg'].map((z) => `eu-west-1${z}`) }, ['network-zones-count']],
    ['a zone twice', { zones: ['eu-west-1a', 'eu-west-1a'] }, ['network-zone-duplicate']],
    ['a zone id', { zones: ['euw1-az1'] }, ['network-zone-name']],
    ['zones of two regions', { zones: ['eu-west-1a', 'eu-west-2b'] }, ['network-zones-region']],
    ['a zone without a slot', { zones: ['eu-west-1c'], zoneSlots: 2 }, ['network-zone-slot']],
    ['a prefix for which there is no place', { prefixLengths: { private: 19 } }, ['network-tier-prefix']],
    ['a NAT without a public tier', { tiers: ['private'] }, ['network-egress-tiers']],
    [
      'a public tier without a NAT',
      { egress: 'endpoints-only', tiers: ['private', 'public'] },
      ['network-egress-tiers'],
    ],
    ['a NAT without an egress tier', { tiers: ['private', 'public'] }, ['network-egress-tiers']],
    [
      'a firewall without its tier',
      { inspectedEgress: true, tiers: ['private', 'public', 'egress'] },
      ['network-egress-tiers'],
    ],
    [
      'a firewall tier without a firewall',
      { tiers: ['private', 'public', 'egress', 'firewall'] },
      ['network-egress-tiers'],
    ],
    [
      'an egress subnet in the place of the firewall',
      { vpcCidr: '10.20.0.0/20', inspectedEgress: true, prefixLengths: { egress: 26 } },
      ['network-subnet-overlap', 'network-subnet-overlap'],
    ],
    [
      'no room for a firewall',
      { vpcCidr: '10.20.0.0/22', inspectedEgress: true },
      ['network-space-too-small'],
    ],
    [
      'no room for the ENIs of egress',
      { eniDemand: { egressSecurityGroupSets: 20 } },
      ['network-eni-room', 'network-eni-room'],
    ],
    [
      'more sets with the internet than there are',
      { eniDemand: { functionSecurityGroupSets: 2, egressSecurityGroupSets: 3 } },
      ['network-eni-egress-demand'],
    ],
    ['no private tier', { egress: 'endpoints-only', tiers: ['isolated'] }, ['network-tier-missing']],
    [
      'a hand-made subnet that overlaps',
      { subnetCidrs: { private: { 'eu-west-1b': '10.20.8.0/24' } } },
      ['network-subnet-overlap'],
    ],
    [
      'a hand-made subnet that is outside',
      { subnetCidrs: { private: { 'eu-west-1b': '10.30.8.0/24' } } },
      ['network-subnet-outside'],
    ],
    [
      'a hand-made subnet that is too small',
      { subnetCidrs: { isolated: { 'eu-west-1b': '10.20.255.0/29' } } },
      ['network-subnet-size'],
    ],
    ['no room for the ENIs', { prefixLengths: { private: 28 } }, ['network-eni-room', 'network-eni-room']],
    ['more ENIs than the quota', { eniDemand: { functionSecurityGroupSets: 251 } }, ['network-eni-quota']],
    ['more endpoints than the quota', { eniDemand: { interfaceEndpoints: 51 } }, ['network-endpoint-quota']],
    ['a demand that is not a number', { eniDemand: { spareAddressesPerSubnet: -1 } }, ['network-eni-demand']],
  ])('refuses %s', (_, props, codes) => {
    expect(problemCodes(() => plan(props))).toEqual(codes);
  });

  test('refuses an unknown egress', () => {
    const egress = 'proxy' as unknown as NetworkPlanProps['egress'];
    expect(problemCodes(() => plan({ egress }))).toEqual(['network-egress-kind']);
  });

  test('reports everything at once, with the path', () => {
    const refusal = problemsOf(() =>
      planNetwork(
        { ...base, vpcCidr: '10.0.0.0/8', zones: ['eu-west-1a', 'x'], occupied: ['10.0.0.0'] },
        'stack/net',
      ),
    );
    expect(refusal.path).toBe('stack/net');
    expect(new Set(refusal.problems.map(({ code }) => code))).toEqual(
      new Set([
        'cidr-invalid',
        'network-zones-region',
        'network-zone-name',
        'network-vpc-size',
        'network-subnet-size',
      ]),
    );
  });
});
