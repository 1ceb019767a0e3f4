import type { AlarmDescription, Metric, Subject } from './metric';

export interface MetricSubject {
  /** For names: `deposits-dev-outbox`. */
  readonly name: string;
  /** What a dashboard calls it. @default the name of the first metric */
  readonly kind?: string;
  readonly watched: readonly WatchedMetric[];
}

/** A metric of one's own, and the value that it must not pass. */
export interface WatchedMetric extends Pick<AlarmDescription, 'id' | 'what' | 'first'> {
  readonly metric: Metric;
  /** The alarm rises above it. @default 0: that there is any is the fault */
  readonly limit?: number;
  /** @default 300 */
  readonly periodSeconds?: number;
  /** @default 1 */
  readonly evaluationPeriods?: number;
}

/**
 * What is watched of metrics that the system reports itself: those that functions write in the embedded metric format,
 * and those of AWS that nothing else here describes (the `MatchedEvents` of a rule).
 */
export function describeMetrics({ name, kind, watched }: MetricSubject): Subject {
  return {
    name,
    kind: kind ?? watched[0]?.metric.name ?? 'Metrics',
    alarms: watched.map(({ metric, limit = 0, ...alarm }) => ({
      ...alarm,
      measure: metric,
      comparison: 'above',
      threshold: limit,
    })),
    graphs: watched.map(({ metric, limit, periodSeconds }) => ({
      title: metric.label ?? metric.name,
      measures: [metric],
      ...(periodSeconds !== undefined && { periodSeconds }),
      ...(limit !== undefined && { limit: { label: 'Alarm', value: limit } }),
      fromZero: true,
    })),
  };
}
