import { Decimal } from '../../../policies/cost/decimal';
import { estimate } from '../../../policies/cost/estimate';
import { loadPriceBook, PriceBookError, parsePriceBook } from '../../../policies/cost/prices/price-book';
import { PRICE_IDS } from '../../../policies/cost/prices/price-catalogue';
import { FREE_TYPES } from '../../../policies/cost/services/free-types';
import { PRICER_OF } from '../../../policies/cost/services/pricers';
import { graphOf } from '../graph/support';
import { billed, network, priced, TEST_PRICES } from './support';

describe('what is not priced', () => {
  test('a type that nobody knows is listed, and never costs zero', async () => {
    const { bill } = await priced('resource "aws_redshift_cluster" "r" {\n  cluster_identifier = "r"\n}');
    expect(bill.unpriced).toEqual([
      { type: 'aws_redshift_cluster', count: 1, examples: ['aws_redshift_cluster.r'] },
    ]);
    expect(bill.resources).toEqual([]);
  });

  test('a free type is listed as free, with the reason', async () => {
    const { bill } = await priced('resource "aws_iam_role" "r" {\n  assume_role_policy = "{}"\n}');
    expect(bill.free).toEqual([{ type: 'aws_iam_role', count: 1, reason: 'IAM is free' }]);
  });

  test('no type is both priced and free', () => {
    expect([...FREE_TYPES.keys()].filter((type) => PRICER_OF.has(type))).toEqual([]);
  });

  test('an attribute that is not known', async () => {
    const result = await priced(
      'variable "memory" {}\nresource "aws_lambda_function" "f" {\n  function_name = "f"\n  role = "r"\n  memory_size = var.memory\n}',
    );
    const { gaps, lines } = billed(result, 'aws_lambda_function.f');
    expect(gaps.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      expect.stringMatching(/^duration: memory_size is not known/),
    ]);
    expect(lines.map(({ name }) => name)).toEqual(['invocations']);
  });

  test.each([
    [
      'an instance of a type without price',
      'resource "aws_instance" "i" {\n  instance_type = "m7g.large"\n}',
      'hours',
    ],
    [
      'a database instance of a class without price',
      'resource "aws_rds_cluster_instance" "i" {\n  cluster_identifier = "c"\n  instance_class = "db.r6g.large"\n}',
      'minimum capacity',
    ],
    [
      'a cache of an API',
      'resource "aws_api_gateway_stage" "s" {\n  cache_cluster_enabled = true\n}',
      'cache',
    ],
    [
      'provisioned capacity of a table',
      'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  hash_key = "k"\n}',
      'writes',
    ],
    [
      'an e-mail subscription',
      'resource "aws_sns_topic_subscription" "s" {\n  protocol = "email"\n}',
      'deliveries',
    ],
    ['flow logs to S3', 'resource "aws_flow_log" "f" {\n  log_destination_type = "s3"\n}', 'delivery'],
    [
      'a gateway load balancer endpoint',
      'resource "aws_vpc_endpoint" "e" {\n  vpc_endpoint_type = "GatewayLoadBalancer"\n}',
      'hours in each zone',
    ],
  ])('%s', async (_, configuration, component) => {
    const { bill } = await priced(configuration);
    const gaps = bill.resources.flatMap((one) => one.gaps);
    expect(gaps.map(({ name }) => name)).toContain(component);
    expect(gaps.every(({ reason }) => reason !== '')).toBe(true);
    expect(bill.resources.flatMap(({ lines }) => lines).some(({ name }) => name === component)).toBe(false);
  });

  test('a region that the snapshot does not have', async () => {
    const graph = await graphOf(
      'provider "aws" {\n  region = "ap-south-1"\n}\nresource "aws_kms_key" "k" {}',
    );
    const bill = estimate(graph, { prices: TEST_PRICES });
    const gaps = bill.resources.flatMap((one) => one.gaps.map(({ reason }) => reason));
    expect(gaps[0]).toBe('the snapshot has no prices of the region ap-south-1');
    expect(bill.total.fixed.isZero).toBe(true);
  });
});

describe('instances', () => {
  test('of a known count are all priced', async () => {
    const { bill } = await priced('resource "aws_eip" "e" {\n  count  = 3\n  domain = "vpc"\n}');
    expect(bill.total.all.toString()).toBe('10.95');
  });

  test('of an unknown count are priced as one and marked', async () => {
    const result = await priced(
      'variable "n" {}\nresource "aws_eip" "e" {\n  count  = var.n\n  domain = "vpc"\n}',
    );
    const [one, ...others] = result.bill.resources;
    expect(others).toEqual([]);
    expect(one?.countUnknown).toMatch(/./);
    expect(one?.fixed.toString()).toBe('3.65');
  });

  test('an endpoint whose subnets come from separate resources', async () => {
    const { bill } = await priced(`${network(2)}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.events"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint_subnet_association" "a" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  subnet_id       = aws_subnet.a.id
}
resource "aws_vpc_endpoint_subnet_association" "b" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  subnet_id       = aws_subnet.b.id
}`);
    expect(bill.total.fixed.toString()).toBe('14.6');
  });
});

describe('the price snapshot', () => {
  const book = loadPriceBook();

  test('has the region of our environments, and those that are best sourced', () => {
    expect(book.regions).toEqual(expect.arrayContaining(['eu-central-1', 'eu-west-1', 'us-east-1']));
  });

  test.each(['eu-central-1', 'eu-west-1', 'us-east-1'])(
    'gives each price of %s a source and a date, or says why there is none',
    (region) => {
      const prices = book.all(region);
      expect(prices).toHaveLength(PRICE_IDS.length);
      for (const price of prices) {
        if ('missing' in price) expect(price.missing).not.toMatch(/the snapshot has no/);
        else {
          expect(price.source.url).toMatch(/^https:\/\//);
          expect(price.source.published).not.toBe('');
          expect(price.tiers.every((tier) => tier.price.compare(Decimal.ZERO) > 0)).toBe(true);
        }
      }
    },
  );

  test.each<[string, (json: Record<string, never>) => unknown, RegExp]>([
    [
      'an unknown price',
      () => snapshot({ 'no.such': { price: '1', confidence: 'documentation', source: 's' } }),
      /no\.such: no such price/,
    ],
    [
      'a number in the place of a text',
      () => snapshot({ 'nat.hour': { price: 1, confidence: 'documentation', source: 's' } }),
      /price is not a decimal number in quotes/,
    ],
    [
      'an unknown source',
      () => snapshot({ 'nat.hour': { price: '1', confidence: 'documentation', source: 't' } }),
      /source names none/,
    ],
    [
      'an unknown confidence',
      () => snapshot({ 'nat.hour': { price: '1', confidence: 'sure', source: 's' } }),
      /confidence is none of/,
    ],
    [
      'another region without its name',
      () => snapshot({ 'nat.hour': { price: '1', confidence: 'other-region', source: 's' } }),
      /note must say/,
    ],
    [
      'tiers that do not rise',
      () =>
        snapshot({
          'nat.gb': {
            tiers: [{ upTo: '5', price: '1' }, { upTo: '4', price: '1' }, { price: '1' }],
            confidence: 'documentation',
            source: 's',
          },
        }),
      /not above the tier before/,
    ],
    [
      'a last tier that ends',
      () =>
        snapshot({
          'nat.gb': { tiers: [{ upTo: '5', price: '1' }], confidence: 'documentation', source: 's' },
        }),
      /every tier but the last/,
    ],
    [
      'both a price and tiers',
      () => snapshot({ 'nat.gb': { price: '1', tiers: [], confidence: 'documentation', source: 's' } }),
      /either a price or tiers/,
    ],
    [
      'a key that is not known',
      () => snapshot({ 'nat.gb': { price: '1', confidence: 'documentation', source: 's', x: 1 } }),
      /x is not known/,
    ],
    ['no object', () => 5, /the file is not an object/],
    ['another currency', () => ({ ...snapshot({}), currency: 'EUR' }), /currency is not USD/],
  ])('is refused for %s', (_, make, message) => {
    let problem: unknown;
    try {
      parsePriceBook(make({}), 'prices.json');
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(PriceBookError);
    expect((problem as PriceBookError).message).toMatch(message);
  });
});

function snapshot(prices: object): object {
  return {
    schemaVersion: 1,
    currency: 'USD',
    note: '',
    sources: { s: { title: 't', url: 'https://example.com/', published: '2026-01-01' } },
    regions: { 'us-east-1': prices },
  };
}
