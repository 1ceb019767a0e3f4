import type { Resource } from '../../graph/resource';
import { Decimal } from '../decimal';
import { NotPriced, type Pricer, type Subject } from '../pricer';
import { HOURS_PER_MONTH } from '../prices/price-units';

/** Log groups. What they hold is reckoned for the time when as much expires as comes in. */
export const logPricers: readonly Pricer[] = [
  {
    type: 'aws_cloudwatch_log_group',
    service: 'CloudWatch Logs',
    usage: [
      { key: 'ingestedGbPerMonth', unit: 'GB', default: '0.1', meaning: 'logs that come in' },
      {
        key: 'monthsKept',
        unit: 'months',
        default: '12',
        meaning: 'where the group never forgets: for how many months its logs have been kept',
      },
      {
        key: 'storedPercent',
        unit: 'per cent',
        default: '100',
        meaning: 'of what comes in that is stored, as CloudWatch compresses it',
        maximum: 100,
      },
    ],
    components: [
      {
        name: 'logs taken in',
        kind: 'usage',
        price: ({ resource, graph }) =>
          isVended(resource, (type) => graph.referencesTo(resource).some(({ from }) => from.type === type))
            ? 'logs.vended.gb'
            : 'logs.ingest.gb',
        quantity: (subject) => subject.usage('ingestedGbPerMonth'),
      },
      { name: 'logs kept', kind: 'usage', price: 'logs.store.gb-month', quantity: stored },
    ],
    notes: (subject) => {
      const notes: string[] = [];
      const kept = subject.resource.get('retention_in_days');
      if (kept === undefined || kept === 0)
        notes.push('the group never forgets: its storage grows each month');
      const kind = subject.text('log_group_class', 'STANDARD');
      if (kind === 'INFREQUENT_ACCESS') notes.push('of the infrequent-access class, priced as standard');
      return notes;
    },
  },
  {
    type: 'aws_flow_log',
    service: 'flow logs',
    components: [
      {
        name: 'delivery',
        kind: 'usage',
        price: () =>
          new NotPriced('the snapshot has no price of flow logs that go elsewhere than to CloudWatch'),
        quantity: (subject) => {
          const destination = subject.text('log_destination_type', 'cloud-watch-logs');
          if (destination instanceof NotPriced) return destination;
          return destination === 'cloud-watch-logs' ? undefined : Decimal.ONE;
        },
      },
    ],
    notes: () => ['billed with the log group that it writes to'],
  },
];

/** Written by AWS itself: flow logs, Network Firewall, Step Functions. */
function isVended(resource: Resource, isReferredToBy: (type: string) => boolean): boolean {
  const name = resource.get('name');
  if (typeof name === 'string' && name.startsWith('/aws/vendedlogs/')) return true;
  return ['aws_flow_log', 'aws_networkfirewall_logging_configuration'].some(isReferredToBy);
}

function stored(subject: Subject): Decimal | NotPriced {
  const days = subject.number('retention_in_days', 0);
  if (days instanceof NotPriced) return days;
  const monthly = subject.usage('ingestedGbPerMonth').times(subject.usage('storedPercent')).dividedBy(100);
  if (days.isZero) return monthly.times(subject.usage('monthsKept'));
  return monthly.times(days).times(24).dividedBy(HOURS_PER_MONTH);
}
