import fc from 'fast-check';
import {
  countHyperplaneEnis,
  DEFAULT_ENI_DEMAND,
  egressEniBudget,
  eniBudget,
  longestPrefixFor,
  usableAddresses,
  withDefaultDemand,
} from '../../../modules/network/eni-budget';

describe('eniBudget', () => {
  test('counts one Hyperplane ENI and one endpoint address for each zone', () => {
    // GIVEN two zones, three sets of groups, four endpoints
    const subnets = [
      { name: 'a', prefixLength: 28 },
      { name: 'b', prefixLength: 26 },
    ];
    // WHEN
    const budget = eniBudget(subnets, {
      functionSecurityGroupSets: 3,
      egressSecurityGroupSets: 1,
      interfaceEndpoints: 4,
      spareAddressesPerSubnet: 5,
    });
    // THEN
    expect(budget).toEqual({
      hyperplaneEnis: 6,
      hyperplaneEniQuota: 500,
      endpointEnis: 8,
      subnets: [
        { name: 'a', usable: 11, needed: 12, free: -1 },
        { name: 'b', usable: 59, needed: 12, free: 47 },
      ],
    });
  });

  test('the longest prefix has room, and the next longer one has not', () => {
    const demand = fc.record({
      functionSecurityGroupSets: fc.nat(500),
      egressSecurityGroupSets: fc.nat(50),
      interfaceEndpoints: fc.nat(50),
      spareAddressesPerSubnet: fc.nat(50),
    });
    fc.assert(
      fc.property(demand, (d) => {
        const prefix = longestPrefixFor(d);
        const needed = d.functionSecurityGroupSets + d.interfaceEndpoints + d.spareAddressesPerSubnet;
        expect(usableAddresses(prefix)).toBeGreaterThanOrEqual(needed);
        if (prefix < 28) expect(usableAddresses(prefix + 1)).toBeLessThan(needed);
      }),
    );
  });

  test('egress subnets hold the sets with the internet and no endpoint', () => {
    const demand = { ...DEFAULT_ENI_DEMAND, egressSecurityGroupSets: 4, spareAddressesPerSubnet: 9 };
    expect(egressEniBudget([{ name: 'egress a', prefixLength: 28 }], demand)).toEqual([
      { name: 'egress a', usable: 11, needed: 13, free: -2 },
    ]);
  });

  test('no more sets call the internet than there are, unless it is said', () => {
    expect(withDefaultDemand().egressSecurityGroupSets).toBe(3);
    expect(withDefaultDemand({ functionSecurityGroupSets: 1 }).egressSecurityGroupSets).toBe(1);
    expect(withDefaultDemand({ egressSecurityGroupSets: 7 }).egressSecurityGroupSets).toBe(7);
  });

  test('the default demand fits in a /26', () => {
    expect(longestPrefixFor(DEFAULT_ENI_DEMAND)).toBe(26);
  });
});

describe('countHyperplaneEnis', () => {
  test('functions with the same subnets and groups share', () => {
    const shared = { subnetIds: ['s1', 's2'], securityGroupIds: ['g1', 'g2'] };
    expect(countHyperplaneEnis([shared, shared])).toBe(2);
  });

  test('neither the order nor the repetition of groups makes another set', () => {
    expect(
      countHyperplaneEnis([
        { subnetIds: ['s1'], securityGroupIds: ['g1', 'g2'] },
        { subnetIds: ['s1'], securityGroupIds: ['g2', 'g1', 'g2'] },
      ]),
    ).toBe(1);
  });

  test('another set or another subnet takes another', () => {
    expect(
      countHyperplaneEnis([
        { subnetIds: ['s1', 's2'], securityGroupIds: ['g1'] },
        { subnetIds: ['s1'], securityGroupIds: ['g1', 'g2'] },
        { subnetIds: ['s3'], securityGroupIds: ['g1'] },
      ]),
    ).toBe(4);
  });
});
