import * as fc from 'fast-check';
import { Decimal } from '../../../policies/cost/decimal';
import { estimate } from '../../../policies/cost/estimate';
import { PRICE_IDS, type PriceId, priceDefinition } from '../../../policies/cost/prices/price-catalogue';
import { PRICERS, USAGE_KEYS } from '../../../policies/cost/services/pricers';
import { amountBetween } from '../../../policies/cost/tiers';
import { readUsage } from '../../../policies/cost/usage/usage';
import { SYSTEM_KEYS } from '../../../policies/cost/usage/usage-key';
import type { Graph } from '../../../policies/graph/graph';
import { graphOf } from '../graph/support';
import { network, PROVIDER, TEST_PRICES, vpcFunction } from './support';

const CONFIGURATION = `${PROVIDER}${network(2)}
resource "aws_eip" "n" { domain = "vpc" }
resource "aws_nat_gateway" "n" {
  allocation_id = aws_eip.n.id
  subnet_id     = aws_subnet.a.id
}
resource "aws_vpc_endpoint" "events" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.events"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id, aws_subnet.b.id]
}
${vpcFunction('f', 2)}
resource "aws_sqs_queue" "q" { name = "q" }
resource "aws_sns_topic" "t" { name = "t" }
resource "aws_s3_bucket" "b" {}
resource "aws_kms_key" "k" {}
resource "aws_secretsmanager_secret" "s" { name = "s" }
resource "aws_cloudwatch_log_group" "l" { name = "l" }
resource "aws_api_gateway_rest_api" "a" { name = "a" }
`;

const IN_USE = [
  'aws_nat_gateway',
  'aws_vpc_endpoint',
  'aws_lambda_function',
  'aws_sqs_queue',
  'aws_sns_topic',
  'aws_s3_bucket',
  'aws_kms_key',
  'aws_secretsmanager_secret',
  'aws_cloudwatch_log_group',
  'aws_api_gateway_rest_api',
];

const keys = [
  ...IN_USE.flatMap((type) => (USAGE_KEYS.get(type) ?? []).map((key) => ({ section: type, ...key }))),
  ...SYSTEM_KEYS.filter(({ key }) => key !== 'rekognitionImagesPerMonth').map((key) => ({
    section: 'system',
    ...key,
  })),
];

function total(graph: Graph, usage: Readonly<Record<string, Readonly<Record<string, number>>>>): Decimal {
  const read = readUsage(usage, 'usage.json', USAGE_KEYS, graph);
  return estimate(graph, { prices: TEST_PRICES, usage: read }).total.all;
}

describe('the bill', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await graphOf(CONFIGURATION);
  });

  test('never falls when more is used, of anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        ({ section, key, maximum }, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)].map((value) =>
            Math.min(value, maximum ?? value),
          ) as [number, number];
          const of = (value: number): Decimal => total(graph, { [section]: { [key]: value } });
          expect(of(more).compare(of(less))).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('is the sum of its resources, of its services, and of its lines', () => {
    const bill = estimate(graph, { prices: TEST_PRICES });
    const lines = bill.resources.flatMap((one) => one.lines.map(({ amount }) => amount));
    expect(Decimal.sum(lines).equals(bill.total.all)).toBe(true);
    expect(Decimal.sum(bill.services.map(({ all }) => all)).equals(bill.total.all)).toBe(true);
    expect(bill.total.fixed.plus(bill.total.usage).equals(bill.total.all)).toBe(true);
  });

  test('is the same each time', () => {
    const json = () => JSON.stringify(estimate(graph, { prices: TEST_PRICES }));
    expect(json()).toBe(json());
  });

  test('of two systems is the sum of theirs, below the first tiers', async () => {
    const parts = [
      'resource "aws_kms_key" "k" {}\nresource "aws_s3_bucket" "b" {}',
      'resource "aws_sns_topic" "t" { name = "t" }\nresource "aws_eip" "e" { domain = "vpc" }',
    ];
    const quiet = { system: { internetOutGbPerMonth: 0 } };
    const [a, b, both] = await Promise.all(
      [...parts, parts.join('\n')].map(async (text) => total(await graphOf(PROVIDER + text), quiet)),
    );
    expect(a && b && both?.equals(a.plus(b))).toBe(true);
  });
});

describe('tiers', () => {
  const tiered = PRICE_IDS.map((id) => TEST_PRICES.get('us-east-1', id)).flatMap((price) =>
    'missing' in price ? [] : [price],
  );
  const volumes = fc.bigInt({ min: 0n, max: 10n ** 11n }).map(Decimal.of);

  test('are filled one after another, without a cent between', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tiered), volumes, volumes, volumes, (price, a, b, c) => {
        const [low, middle, high] = [a, b, c].sort((x, y) => x.compare(y)) as [Decimal, Decimal, Decimal];
        const whole = amountBetween(price, low, high);
        expect(
          amountBetween(price, low, middle)
            .plus(amountBetween(price, middle, high))
            .equals(whole),
        ).toBe(true);
        expect(whole.isNegative).toBe(false);
      }),
    );
  });
});

describe('units', () => {
  test('of a usage key stand in its name', () => {
    const wrong = [...USAGE_KEYS.values(), SYSTEM_KEYS].flat().filter(({ key, unit }) => {
      if (/(Gb|GbPerMonth)$/.test(key)) return unit !== 'GB';
      if (/Ms$/.test(key)) return unit !== 'ms';
      if (/Percent$/.test(key)) return unit !== 'per cent';
      if (/Hours/.test(key)) return unit !== 'hours';
      return unit === 'GB' || unit === 'ms' || unit === 'per cent';
    });
    expect(wrong).toEqual([]);
  });

  test('of a percentage end at 100', () => {
    const open = [...USAGE_KEYS.values()]
      .flat()
      .filter(({ unit, maximum }) => unit === 'per cent' && maximum !== 100);
    expect(open).toEqual([]);
  });

  test('every price is asked for by a pricer, and every type has one pricer', () => {
    const types = PRICERS.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    const definitions = PRICE_IDS.map((id: PriceId) => priceDefinition(id));
    expect(definitions.every(({ what, unit }) => what !== '' && unit !== undefined)).toBe(true);
  });
});
