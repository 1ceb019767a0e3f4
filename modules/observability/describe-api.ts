import type { Metric, Statistic, Subject } from './metric';

export interface ApiSubject {
  /** The REST API's name. */
  readonly name: string;
  readonly stageName: string;
  /** How long one in a hundred requests may take at most, 1 to 29,000. @default 3000 */
  readonly latencyLimitMilliseconds?: number;
  /** Per cent of requests that may end with a status of 500 or more. @default 1 */
  readonly errorLimitPercent?: number;
}

/** What is watched of a REST API: that it answers, and in time. */
export function describeApi(props: ApiSubject): Subject {
  const { name, stageName, latencyLimitMilliseconds = 3000, errorLimitPercent = 1 } = props;
  const metric = (metricName: string, statistic: Statistic, label?: string): Metric => ({
    namespace: 'AWS/ApiGateway',
    name: metricName,
    dimensions: { ApiName: name, Stage: stageName },
    statistic,
    label,
  });
  return {
    name: `${name}-api`,
    kind: 'API',
    alarms: [
      {
        id: 'server-errors',
        // The metric is 1 for a request that failed and 0 for others: its average is their share.
        measure: metric('5XXError', 'Average'),
        comparison: 'above',
        threshold: errorLimitPercent / 100,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        what: `More than ${errorLimitPercent} % of all requests end with a status of 500 or more.`,
        first: 'See in the access log which path it is, then read the error lines of its function.',
      },
      {
        id: 'latency',
        measure: metric('Latency', 'p99'),
        comparison: 'above',
        threshold: latencyLimitMilliseconds,
        evaluationPeriods: 3,
        what: `One in a hundred requests takes longer than ${latencyLimitMilliseconds} milliseconds.`,
        first: 'Compare Latency with IntegrationLatency: is it the function, or what is before it?',
      },
    ],
    graphs: [
      {
        title: 'Requests and errors',
        measures: [
          metric('Count', 'Sum', 'Requests'),
          metric('4XXError', 'Sum', 'Refused'),
          metric('5XXError', 'Sum', 'Failed'),
        ],
        fromZero: true,
      },
      {
        title: 'Latency, ms',
        measures: [
          metric('Latency', 'p50', 'p50'),
          metric('Latency', 'p99', 'p99'),
          metric('IntegrationLatency', 'p99', 'Function p99'),
        ],
        limit: { label: 'Alarm', value: latencyLimitMilliseconds },
        fromZero: true,
      },
    ],
  };
}
