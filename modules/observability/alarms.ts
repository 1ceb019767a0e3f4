import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { alarmText, checkActions, checkAlarms, runbookOf } from './alarm-checks';
import {
  ALARM_DEFAULTS,
  type AlarmDescription,
  alarmName,
  isExpression,
  type Measure,
  type Metric,
  type Subject,
} from './metric';

export interface AlarmsProps {
  /** What is watched, each subject once: `describeFunction(…)`, `describeQueue(…)`, … */
  readonly subjects: readonly Subject[];
  /** ARNs of the topics that are told, when an alarm rises and when it is over. At most 5. */
  readonly actionArns: readonly string[];
  /** Where the runbook stands; each alarm adds its own name to it (`…#deposits-dev-clearing-dead-letters`). @default none */
  readonly runbookUrl?: string;
  /** Whether anybody is told: off where nobody is on call. @default true */
  readonly actionsEnabled?: boolean;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

const COMPARISONS = {
  above: 'GreaterThanThreshold',
  'at-least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
} as const;

const MISSING_DATA = { fine: 'notBreaching', alarming: 'breaching', 'keep-state': 'ignore' } as const;

/**
 * The alarms of a system, made from the same descriptions as its dashboard. Nobody sets a threshold by hand: it follows
 * from the limit that the resource was declared with.
 *
 * @throws InvalidInputError with everything that CloudWatch would refuse, or that would not help whoever is called
 */
export class Alarms extends Construct {
  /** All alarms by name, in the order of the subjects. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.check(props);
    const alarms = props.subjects.flatMap((subject) =>
      subject.alarms.map((alarm) => ({ name: alarmName(subject, alarm), alarm })),
    );
    for (const { name, alarm } of alarms) this.createAlarm(name, alarm, props);
    this.names = alarms.map(({ name }) => name);
  }

  private check({ subjects, actionArns, runbookUrl }: AlarmsProps): void {
    const problems = new Problems();
    checkActions(problems, 'actionArns', actionArns);
    const seen = new Set<string>();
    for (const subject of subjects) {
      problems.check(!seen.has(subject.name), {
        code: 'alarm-subject-repeated',
        property: 'subjects',
        received: subject.name,
        allowed: 'each subject once',
        fix: 'Two alarms of one name would be one alarm.',
      });
      seen.add(subject.name);
      checkAlarms(problems, subject, runbookUrl);
    }
    problems.throwIfAny(this.node.path);
  }

  private createAlarm(name: string, alarm: AlarmDescription, props: AlarmsProps): void {
    const { actionArns, runbookUrl, actionsEnabled = true, tags } = props;
    const { periodSeconds, evaluationPeriods, missingData } = { ...ALARM_DEFAULTS, ...alarm };
    new CloudwatchMetricAlarm(this, name, {
      alarmName: name,
      alarmDescription: alarmText(alarm, runbookOf(runbookUrl, name)),
      comparisonOperator: COMPARISONS[alarm.comparison],
      threshold: alarm.threshold,
      evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm ?? evaluationPeriods,
      treatMissingData: MISSING_DATA[missingData],
      actionsEnabled,
      alarmActions: [...actionArns],
      okActions: [...actionArns],
      tags: { Name: name, ...tags },
      ...measured(alarm.measure, periodSeconds),
    });
  }
}

type Measured = Pick<
  CloudwatchMetricAlarmConfig,
  'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'extendedStatistic' | 'period' | 'metricQuery'
>;

function measured(measure: Measure, period: number): Measured {
  if (!isExpression(measure)) return ofMetric(measure, period);
  const queries = Object.entries(measure.metrics).map(([id, metric]) => ({
    id,
    returnData: false,
    metric: {
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      period,
      stat: metric.statistic,
    },
  }));
  const result = { id: 'result', expression: measure.expression, label: measure.label, returnData: true };
  return { metricQuery: [...queries, result] };
}

function ofMetric(metric: Metric, period: number): Measured {
  const { namespace, name: metricName, statistic } = metric;
  const isPercentile = /^p[0-9.]+$/.test(statistic);
  return {
    namespace,
    metricName,
    dimensions: { ...metric.dimensions },
    period,
    ...(isPercentile ? { extendedStatistic: statistic } : { statistic }),
  };
}
