import type { Metric, Statistic, Subject } from './metric';

export interface DatabaseSubject {
  /** The cluster's identifier. */
  readonly name: string;
  /** The largest capacity, in Aurora capacity units. */
  readonly maxCapacityUnits: number;
  /** How long a commit may take on the average. @default 100 */
  readonly commitLimitMilliseconds?: number;
}

/**
 * What is watched of an Aurora Serverless v2 cluster. The Data API reports no metric of its own: that it fails or is slow
 * shows in the functions that use it, and in the commits of the cluster.
 */
export function describeDatabase(props: DatabaseSubject): Subject {
  const { name, maxCapacityUnits, commitLimitMilliseconds = 100 } = props;
  const metric = (metricName: string, statistic: Statistic, label?: string): Metric => ({
    namespace: 'AWS/RDS',
    name: metricName,
    dimensions: { DBClusterIdentifier: name },
    statistic,
    label,
  });
  return {
    name,
    kind: 'Database',
    alarms: [
      {
        id: 'capacity',
        measure: metric('ACUUtilization', 'Average'),
        comparison: 'above',
        threshold: 90,
        evaluationPeriods: 3,
        what: `The database uses more than 90 % of its ${maxCapacityUnits} capacity units.`,
        first:
          'Look at the slowest statements in Performance Insights; if they are as ever, raise the maximum.',
      },
      {
        id: 'commit-latency',
        measure: metric('CommitLatency', 'Average'),
        comparison: 'above',
        threshold: commitLimitMilliseconds,
        evaluationPeriods: 3,
        what: `A commit takes more than ${commitLimitMilliseconds} milliseconds on the average.`,
        first: 'Look for long transactions and for lock waits in Performance Insights.',
      },
      {
        id: 'deadlocks',
        measure: metric('Deadlocks', 'Average'),
        comparison: 'above',
        threshold: 0,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        what: 'Transactions wait for each other and are broken off, again and again.',
        first: 'The log of the database names both statements: they must take their locks in one order.',
      },
    ],
    graphs: [
      {
        title: 'Capacity units',
        measures: [metric('ServerlessDatabaseCapacity', 'Average', 'In use')],
        limit: { label: 'Maximum', value: maxCapacityUnits },
        fromZero: true,
      },
      {
        title: 'Latency, ms',
        measures: [
          metric('CommitLatency', 'Average', 'Commit'),
          metric('SelectLatency', 'Average', 'Select'),
        ],
        fromZero: true,
      },
      { title: 'Connections', measures: [metric('DatabaseConnections', 'Maximum')], fromZero: true },
    ],
  };
}
