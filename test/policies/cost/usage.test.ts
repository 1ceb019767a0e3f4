import { USAGE_KEYS } from '../../../policies/cost/services/pricers';
import { readUsage, UsageError } from '../../../policies/cost/usage/usage';
import type { Graph } from '../../../policies/graph/graph';
import { found, graphOf } from '../graph/support';

const CONFIGURATION = `
resource "aws_s3_bucket" "b" {}
resource "aws_sqs_queue" "q" {
  count = 2
  name  = "q\${count.index}"
}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
`;

function problems(graph: Graph, usage: unknown): readonly string[] {
  try {
    readUsage(usage, 'usage.json', USAGE_KEYS, graph);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

describe('a usage file', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await graphOf(CONFIGURATION);
  });

  test('says of a resource what it says of its address, of all its instances, or of its type, in that order', () => {
    const usage = readUsage(
      {
        aws_sqs_queue: { messagesPerMonth: 1, requestsPerMessage: 9 },
        'aws_sqs_queue.q': { messagesPerMonth: 2 },
        'aws_sqs_queue.q[1]': { messagesPerMonth: 3 },
      },
      'usage.json',
      USAGE_KEYS,
      graph,
    );
    const of = (address: string, key: string) => usage.of(found(graph, address), key)?.toString();
    expect(of('aws_sqs_queue.q[0]', 'messagesPerMonth')).toBe('2');
    expect(of('aws_sqs_queue.q[1]', 'messagesPerMonth')).toBe('3');
    expect(of('aws_sqs_queue.q[1]', 'requestsPerMessage')).toBe('9');
    expect(of('aws_s3_bucket.b', 'standardGb')).toBe('1');
    expect(usage.system('internetOutGbPerMonth')?.toString()).toBe('1');
    expect(usage.system('crossZoneGbPerMonth')).toBeUndefined();
  });

  test('keeps what was written for the record, and takes comments', () => {
    const usage = readUsage(
      { $comment: 'x', aws_s3_bucket: { $comment: 'y', standardGb: 2.5 } },
      'f',
      USAGE_KEYS,
      graph,
    );
    expect(usage.written).toEqual({ aws_s3_bucket: { standardGb: '2.5' } });
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown key', { aws_s3_bucket: { gb: 1 } }, /aws_s3_bucket\.gb is not known; allowed: standardGb, /],
    [
      'an unknown type',
      { aws_s3_buckets: { standardGb: 1 } },
      /aws_s3_buckets is neither a type that has usage/,
    ],
    ['an address that is not there', { 'aws_s3_bucket.c': { standardGb: 1 } }, /is neither a type/],
    [
      'a key of a resource without usage',
      { 'aws_vpc.v': { gb: 1 } },
      /aws_vpc\.v\.gb is not known; allowed: nothing/,
    ],
    [
      'a text',
      { aws_s3_bucket: { standardGb: '1' } },
      /standardGb is "1"; allowed is a number of GB from 0 on/,
    ],
    [
      'a negative number',
      { aws_s3_bucket: { standardGb: -1 } },
      /standardGb is -1; allowed is a number of GB/,
    ],
    ['null', { aws_s3_bucket: { standardGb: null } }, /standardGb is null/],
    ['too high a percentage', { aws_lambda_function: { tracedPercent: 101 } }, /from 0 to 100/],
    ['no object', [], /the file is not an object/],
    ['a section that is no object', { aws_s3_bucket: 5 }, /aws_s3_bucket is not an object/],
    ['a key of the system', { system: { gb: 1 } }, /system\.gb is not known; allowed: internetOutGbPerMonth/],
  ])('is refused for %s', (_, usage, message) => {
    expect(problems(graph, usage).join('\n')).toMatch(message);
  });

  test('is refused for everything that is wrong at once', () => {
    expect(
      problems(graph, { aws_s3_bucket: { a: 1, standardGb: -1 }, nothing: {}, system: { b: 2 } }),
    ).toHaveLength(4);
  });
});
