import { isObject, isUnknown, toNumber } from '../../graph/value';
import { Decimal } from '../decimal';
import { NotPriced, type Pricer, type Subject } from '../pricer';

/** CloudWatch: alarms, dashboards, custom metrics. An alarm on an expression is billed for each metric in it. */
export const watchingPricers: readonly Pricer[] = [
  {
    type: 'aws_cloudwatch_metric_alarm',
    service: 'CloudWatch alarms',
    components: [
      {
        name: 'metrics of the alarm',
        kind: 'fixed',
        price: (subject) => {
          const seconds = shortestPeriod(subject);
          if (seconds instanceof NotPriced) return seconds;
          return seconds < 60 ? 'alarm.high-resolution.metric-month' : 'alarm.metric-month';
        },
        quantity: metricsOf,
      },
    ],
  },
  {
    type: 'aws_cloudwatch_composite_alarm',
    service: 'CloudWatch alarms',
    components: [
      { name: 'composite alarm', kind: 'fixed', price: 'alarm.composite-month', quantity: () => Decimal.ONE },
    ],
  },
  {
    type: 'aws_cloudwatch_dashboard',
    service: 'CloudWatch dashboards',
    components: [{ name: 'dashboard', kind: 'fixed', price: 'dashboard.month', quantity: () => Decimal.ONE }],
  },
  {
    type: 'aws_cloudwatch_log_metric_filter',
    service: 'CloudWatch metrics',
    components: [{ name: 'metric', kind: 'fixed', price: 'metric.month', quantity: () => Decimal.ONE }],
    notes: ({ resource }) =>
      resource.get('metric_transformation[0].dimensions') === undefined
        ? []
        : ['each combination of dimensions is a metric of its own: priced as one'],
  },
];

/** An anomaly band takes three metrics: the one that is watched and its two edges. */
function metricsOf({ resource }: Subject): Decimal | NotPriced {
  const queries = resource.blocks('metric_query');
  const unknown = queries.find(isUnknown);
  if (unknown) return new NotPriced(`the queries of the alarm are not known: ${unknown.reason}`);
  const band = resource.get('threshold_metric_id') === undefined ? 0 : 2;
  const metrics = queries.filter((query) => isObject(query) && !isEmpty(query['metric'])).length;
  return Decimal.of(Math.max(1, metrics) + band);
}

function shortestPeriod({ resource }: Subject): number | NotPriced {
  const periods = [
    resource.get('period'),
    ...resource
      .blocks('metric_query')
      .map((_, index) => resource.get(`metric_query[${index}].metric[0].period`)),
  ].filter((period) => period !== undefined);
  const seconds = periods.map(toNumber);
  const unknown = seconds.find((period) => typeof period === 'object');
  if (typeof unknown === 'object') return new NotPriced(`the period is not known: ${unknown.reason}`);
  return Math.min(300, ...seconds.filter((period): period is number => typeof period === 'number'));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
