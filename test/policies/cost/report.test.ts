import { Decimal } from '../../../policies/cost/decimal';
import { costReport } from '../../../policies/cost/report/cost-report';
import { BaselineError, readEarlierReport } from '../../../policies/cost/report/earlier-report';
import { toJson } from '../../../policies/cost/report/json';
import { costSection, summaryLine } from '../../../policies/cost/report/summary';
import { toText } from '../../../policies/cost/report/text';
import { cents, dollars, plural, quantity } from '../../../policies/cost/report/words';
import { USAGE_KEYS } from '../../../policies/cost/services/pricers';
import { readUsage } from '../../../policies/cost/usage/usage';
import { graphOf } from '../graph/support';
import { network, PROVIDER, TEST_PRICES, vpcFunction } from './support';

async function reportOf(
  configuration: string,
  baseline?: unknown,
  usage: unknown = { system: { internetOutGbPerMonth: 0 } },
) {
  const graph = await graphOf(PROVIDER + configuration);
  return costReport(graph, {
    source: 'test',
    prices: TEST_PRICES,
    usage: readUsage(usage, 'usage.json', USAGE_KEYS, graph),
    ...(baseline === undefined ? {} : { baseline: readEarlierReport(baseline, 'before.json') }),
  });
}

const asJson = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe('the report', () => {
  test('as JSON has exact amounts as texts, and says its version', async () => {
    const json = asJson(toJson(await reportOf('resource "aws_eip" "e" { domain = "vpc" }'))) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      schemaVersion: 1,
      source: 'test',
      currency: 'USD',
      hoursPerMonth: 730,
      total: { fixed: '3.65', usage: '0', all: '3.65' },
      egress: null,
      change: null,
      resources: [
        {
          key: 'aws_eip.e',
          total: '3.65',
          lines: [
            {
              name: 'hours',
              kind: 'fixed',
              price: 'ipv4.hour',
              unit: 'hour',
              quantity: '730',
              unitPrice: '0.005',
            },
          ],
        },
      ],
      prices: [{ id: 'ipv4.hour', region: 'us-east-1', tiers: [{ price: '0.005' }] }],
    });
    expect(JSON.stringify(json)).not.toMatch(/\d\.\d{13}/);
  });

  test('compares with an earlier one, resource by resource', async () => {
    const before = asJson(
      toJson(await reportOf('resource "aws_eip" "old" { domain = "vpc" }\nresource "aws_kms_key" "k" {}')),
    );
    const { change } = await reportOf(
      'resource "aws_eip" "new" {\n  count = 2\n  domain = "vpc"\n}\nresource "aws_kms_key" "k" {}',
      before,
      { system: { internetOutGbPerMonth: 0 }, aws_kms_key: { requestsPerMonth: 1_000_000 } },
    );
    expect(asJson({ ...change?.difference })).toEqual({ fixed: '3.65', usage: '2.97', all: '6.62' });
    expect(change?.resources.map(({ key, kind, difference }) => [key, kind, difference.toString()])).toEqual([
      ['aws_eip.new[0]', 'added', '3.65'],
      ['aws_eip.new[1]', 'added', '3.65'],
      ['aws_eip.old', 'removed', '-3.65'],
      ['aws_kms_key.k', 'changed', '2.97'],
    ]);
    expect(change?.warnings).toEqual([]);
  });

  test('says when the prices changed and not the configuration', async () => {
    const before = asJson(toJson(await reportOf('resource "aws_eip" "e" { domain = "vpc" }'))) as {
      prices: { tiers: { price: string }[] }[];
    };
    for (const { tiers } of before.prices) for (const tier of tiers) tier.price = '0.004';
    const { change } = await reportOf('resource "aws_eip" "e" { domain = "vpc" }', before);
    expect(change?.warnings).toEqual([expect.stringMatching(/^1 prices are others than in the baseline/)]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['another version', { schemaVersion: 2 }],
    ['no total', { schemaVersion: 1, resources: [] }],
    ['a number', { schemaVersion: 1, total: { fixed: 1, usage: '0', all: '1' }, resources: [] }],
    [
      'a resource without key',
      { schemaVersion: 1, total: { fixed: '1', usage: '0', all: '1' }, resources: [{}] },
    ],
  ])('refuses a baseline with %s', (_, baseline) => {
    expect(() => readEarlierReport(baseline, 'before.json')).toThrow(BaselineError);
  });

  test('as text shows the bill, what is unpriced, the ways out and the quotas', async () => {
    const text = toText(
      await reportOf(
        `${network(2)}${vpcFunction('f', 2)}\nresource "aws_redshift_cluster" "r" {}\nresource "aws_api_gateway_stage" "s" {\n  cache_cluster_enabled = true\n}`,
      ),
    );
    expect(text).toContain('note: unpriced: 1 × aws_redshift_cluster');
    expect(text).toContain(
      'note: unpriced: aws_api_gateway_stage.s, cache: the snapshot has no price of a cache',
    );
    expect(text).toMatch(/^network interfaces of Lambda\s+VPC\s+2\s+500\s+498$/m);
    expect(text).toContain('Ways out: 2 zones');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test('has one line for the end of a run, and a section for the review page', async () => {
    const report = await reportOf(
      `${network(2)}${vpcFunction('f', 2)}\nresource "aws_redshift_cluster" "r" {}`,
    );
    expect(summaryLine(report)).toMatch(
      /^\$[\d,.]+ a month \(\$0\.00 fixed, \$[\d.]+ by use\); of it \$0\.00 for the VPC; 1 thing unpriced$/,
    );
    const section = costSection(report);
    expect(section.tables.map(({ title }) => title)).toEqual([
      'By service, dollars a month',
      'Ways out, dollars a month for the same traffic',
      'With the VPC and without',
    ]);
    for (const { heads, rows } of section.tables)
      for (const row of rows) expect(row).toHaveLength(heads.length);
  });
});

describe('words', () => {
  test.each([
    ['1258.0849', '$1,258.08'],
    ['-37.96', '−$37.96'],
    ['0.0042', '$0.0042'],
    ['0', '$0.00'],
    ['-0.00001', '$0.0000'],
    ['1234567.891', '$1,234,567.89'],
  ])('%s dollars are %s', (amount, text) => expect(dollars(Decimal.of(amount))).toBe(text));

  test('cents, quantities and counts', () => {
    expect(cents(Decimal.of('-12345.6'))).toBe('-12,345.60');
    expect(quantity(Decimal.of('1042.8571'), 1)).toBe('1,042.9');
    expect(quantity(Decimal.of('30'))).toBe('30');
    expect([plural(1, 'zone'), plural(2, 'zone')]).toEqual(['1 zone', '2 zones']);
  });
});
