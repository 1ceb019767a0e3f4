import type { Bill, PricedResource } from '../../../policies/cost/bill';
import { estimate } from '../../../policies/cost/estimate';
import { type PriceBook, parsePriceBook } from '../../../policies/cost/prices/price-book';
import { USAGE_KEYS } from '../../../policies/cost/services/pricers';
import { readUsage } from '../../../policies/cost/usage/usage';
import type { Graph } from '../../../policies/graph/graph';
import { graphOf } from '../graph/support';

const PRICES: Readonly<Record<string, string | readonly (readonly [string | null, string])[]>> = {
  'nat.hour': '0.045',
  'nat.gb': '0.045',
  'endpoint.hour': '0.01',
  'endpoint.gb': [
    ['1048576', '0.01'],
    ['5242880', '0.006'],
    [null, '0.004'],
  ],
  'ipv4.hour': '0.005',
  'zone-transfer.gb': '0.01',
  'internet-out.gb': [
    ['10240', '0.09'],
    ['51200', '0.085'],
    [null, '0.07'],
  ],
  'transit-gateway.hour': '0.05',
  'transit-gateway.gb': '0.02',
  'instance.t4g.nano.hour': '0.0042',
  'ebs.gp3.gb-month': '0.08',
  'network-firewall.hour': '0.395',
  'network-firewall.gb': '0.065',
  'dns-firewall.domain-month': '0.0005',
  'dns-firewall.query': '0.0000006',
  'aurora.acu-hour': '0.12',
  'aurora.acu-hour.io-optimized': '0.16',
  'aurora.storage.gb-month': '0.1',
  'aurora.storage.io-optimized.gb-month': '0.225',
  'aurora.io': '0.0000002',
  'aurora.backup.gb-month': '0.021',
  'kms.key-month': '1',
  'kms.request': '0.000003',
  'secret.month': '0.4',
  'secret.request': '0.000005',
  'alarm.metric-month': '0.1',
  'alarm.high-resolution.metric-month': '0.3',
  'alarm.composite-month': '0.5',
  'dashboard.month': '3',
  'metric.month': '0.3',
  'logs.ingest.gb': '0.5',
  'logs.vended.gb': [
    ['10240', '0.5'],
    [null, '0.25'],
  ],
  'logs.store.gb-month': '0.03',
  'lambda.request': '0.0000002',
  'lambda.x86.gb-second': [
    ['6000000000', '0.0000166667'],
    ['15000000000', '0.000015'],
    [null, '0.0000133334'],
  ],
  'lambda.arm.gb-second': '0.0000133334',
  'lambda.storage.gb-second': '0.0000000309',
  'lambda.provisioned.x86.gb-second': '0.0000041667',
  'xray.trace': '0.000005',
  'api.rest.request': [
    ['333000000', '0.0000035'],
    ['1000000000', '0.0000028'],
    [null, '0.00000238'],
  ],
  'api.http.request': [
    ['300000000', '0.000001'],
    [null, '0.0000009'],
  ],
  'sqs.standard.request': '0.0000004',
  'sqs.fifo.request': '0.0000005',
  'sns.publish': '0.0000005',
  'events.custom': '0.000001',
  'events.archive.gb': '0.1',
  'events.archive.gb-month': '0.023',
  'scheduler.invocation': '0.000001',
  'states.transition': '0.000025',
  'states.express.request': '0.000001',
  'dynamodb.write': '0.000000625',
  'dynamodb.read': '0.000000125',
  'dynamodb.storage.gb-month': '0.25',
  'dynamodb.backup.gb-month': '0.2',
  's3.storage.gb-month': '0.023',
  's3.infrequent.gb-month': '0.0125',
  's3.put': '0.000005',
  's3.get': '0.0000004',
  'waf.acl-month': '5',
  'waf.rule-month': '1',
  'waf.request': '0.0000006',
};

/** Prices that no refresh of the snapshot changes: round, near to those of us-east-1. */
export const TEST_PRICES: PriceBook = parsePriceBook(
  {
    schemaVersion: 1,
    currency: 'USD',
    note: 'for tests',
    sources: { test: { title: 'test', url: 'https://example.com/', published: '2026-01-01' } },
    regions: {
      'us-east-1': Object.fromEntries(
        Object.entries(PRICES).map(([id, price]) => [
          id,
          {
            ...(typeof price === 'string'
              ? { price }
              : {
                  tiers: price.map(([upTo, one]) => (upTo === null ? { price: one } : { upTo, price: one })),
                }),
            confidence: 'documentation',
            source: 'test',
          },
        ]),
      ),
    },
  },
  'test prices',
);

export const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';

export interface Priced {
  readonly graph: Graph;
  readonly bill: Bill;
}

/** The bill of a configuration, with nothing sent to the internet unless the usage says so. */
export async function priced(
  configuration: string,
  usage: Readonly<Record<string, unknown>> = {},
  options: { readonly freeTier?: boolean } = {},
): Promise<Priced> {
  const graph = await graphOf(PROVIDER + configuration);
  const given = {
    ...usage,
    system: { internetOutGbPerMonth: 0, ...(usage['system'] as object | undefined) },
  };
  const read = readUsage(given, 'usage.json', USAGE_KEYS, graph);
  return { graph, bill: estimate(graph, { prices: TEST_PRICES, usage: read, ...options }) };
}

/** The resource of the bill, which must be there. */
export function billed({ bill }: Priced, key: string): PricedResource {
  const found = bill.resources.find((one) => one.key === key);
  if (!found) throw new Error(`no ${key} among ${bill.resources.map((one) => one.key).join(', ')}`);
  return found;
}

/** Subnets in so many zones, each with a name, that lead nowhere. */
export function network(zones: number): string {
  const letters = ['a', 'b', 'c'].slice(0, zones);
  return [
    'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
    ...letters.map(
      (letter, index) =>
        `resource "aws_subnet" "${letter}" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.${index}.0/24"\n  availability_zone = "us-east-1${letter}"\n}`,
    ),
    'resource "aws_security_group" "main" {\n  vpc_id = aws_vpc.main.id\n}',
  ].join('\n');
}

/** A function in the subnets. */
export function vpcFunction(name: string, zones: number, group = 'main'): string {
  const ids = ['a', 'b', 'c'].slice(0, zones).map((letter) => `aws_subnet.${letter}.id`);
  return `
resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = "arn:aws:iam::111122223333:role/r"
  vpc_config {
    subnet_ids         = [${ids.join(', ')}]
    security_group_ids = [aws_security_group.${group}.id]
  }
}`;
}
