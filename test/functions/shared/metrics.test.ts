import Ajv from 'ajv';
import fc from 'fast-check';
import {
  METRIC_DIMENSION,
  METRIC_NAMESPACE,
  METRICS,
  type MetricName,
  Metrics,
} from '../../../functions/shared/metrics';
import { captureLog } from '../support/api-event';

/**
 * The shape of an embedded metric format document as its specification states it, written anew here: what must be there,
 * how long names are, how many metrics and dimensions there may be, which units there are.
 */
const SPECIFICATION = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^[^:][^\\x00-\\x1f]*$' },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'array',
                  minItems: 1,
                  maxItems: 30,
                  items: { type: 'string', minLength: 1, maxLength: 250 },
                },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['Name'],
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { enum: ['Seconds', 'Milliseconds', 'Count', 'Percent', 'Bytes', 'None'] },
                    StorageResolution: { enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
const conforms = new Ajv().compile(SPECIFICATION);

interface Document {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

function recorded(variables: Record<string, string> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { metrics: new Metrics('example', { variables, destination, now: () => 1_769_860_800_000 }), lines };
}

describe('Metrics', () => {
  test('THEN alarms find them under these names', () => {
    expect([METRIC_NAMESPACE, METRIC_DIMENSION]).toEqual(['Deposits', 'FunctionName']);
  });

  test('GIVEN values THEN one line of the embedded metric format', () => {
    const { metrics, lines } = recorded({ AWS_LAMBDA_FUNCTION_NAME: 'deposits-dev-relay-outbox' });
    metrics.record({ OutboxAge: 61.5, OutboxPoisonRows: 0 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      _aws: {
        Timestamp: 1_769_860_800_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Deposits',
            Dimensions: [['FunctionName']],
            Metrics: [
              { Name: 'OutboxPoisonRows', Unit: 'Count' },
              { Name: 'OutboxAge', Unit: 'Seconds' },
            ],
          },
        ],
      },
      FunctionName: 'deposits-dev-relay-outbox',
      OutboxPoisonRows: 0,
      OutboxAge: 61.5,
    });
  });

  test('GIVEN no Lambda THEN the contract names the function', () => {
    const { metrics, lines } = recorded();
    metrics.record({ PartnerNotificationsFailed: 1 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ FunctionName: 'example' });
  });

  test('GIVEN neither variables, destination nor clock THEN those of the process', async () => {
    const before = Date.now();
    const { log } = await captureLog(async () => new Metrics('example').record({ OutboxRelayed: 2 }));
    const document = JSON.parse(log) as { _aws: { Timestamp: number } };
    expect(document._aws.Timestamp).toBeGreaterThanOrEqual(before);
    expect(document).toMatchObject({ FunctionName: 'example', OutboxRelayed: 2 });
  });

  test('GIVEN no values THEN no line', () => {
    const { metrics, lines } = recorded();
    metrics.record({});
    metrics.record({ OutboxAge: undefined });
    expect(lines).toEqual([]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('GIVEN %d THEN an error, and no line', (value) => {
    const { metrics, lines } = recorded();
    expect(() => metrics.record({ OutboxAge: value, OutboxRelayed: 1 })).toThrow(
      /not a finite number: OutboxAge/,
    );
    expect(lines).toEqual([]);
  });

  test('THEN every line conforms to the specification, and every name in it has its value beside it', () => {
    const names = Object.keys(METRICS) as MetricName[];
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    const values = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 });
    fc.assert(
      fc.property(values, (given) => {
        const { metrics, lines } = recorded();
        metrics.record(given);
        const document = JSON.parse(lines[0] ?? '') as Document;
        expect([conforms(document), conforms.errors]).toEqual([true, null]);
        for (const { Dimensions, Metrics: listed } of document._aws.CloudWatchMetrics) {
          expect(listed.map(({ Name }) => Name).sort()).toEqual(Object.keys(given).sort());
          for (const { Name } of listed) expect(typeof document[Name]).toBe('number');
          for (const name of Dimensions.flat()) expect(typeof document[name]).toBe('string');
        }
      }),
    );
  });
});
