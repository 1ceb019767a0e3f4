import type { Decimal } from '../decimal';
import { NotPriced, type Pricer, type Subject } from '../pricer';

/** S3 and DynamoDB. */
export const storagePricers: readonly Pricer[] = [
  {
    type: 'aws_s3_bucket',
    service: 'S3',
    usage: [
      {
        key: 'standardGb',
        unit: 'GB',
        default: '1',
        meaning: 'kept in the standard class, old versions among them',
      },
      { key: 'infrequentGb', unit: 'GB', default: '0', meaning: 'kept in the infrequent-access class' },
      { key: 'putsPerMonth', unit: 'requests', default: '100000', meaning: 'PUT, COPY, POST and LIST' },
      { key: 'getsPerMonth', unit: 'requests', default: '100000', meaning: 'GET and all others' },
    ],
    components: [
      {
        name: 'storage',
        kind: 'usage',
        price: 's3.storage.gb-month',
        quantity: (subject) => subject.usage('standardGb'),
      },
      {
        name: 'storage, infrequent access',
        kind: 'usage',
        price: 's3.infrequent.gb-month',
        quantity: (subject) => {
          const size = subject.usage('infrequentGb');
          return size.isZero ? undefined : size;
        },
      },
      {
        name: 'writing',
        kind: 'usage',
        price: 's3.put',
        quantity: (subject) => subject.usage('putsPerMonth'),
      },
      {
        name: 'reading',
        kind: 'usage',
        price: 's3.get',
        quantity: (subject) => subject.usage('getsPerMonth'),
      },
    ],
  },
  {
    type: 'aws_dynamodb_table',
    service: 'DynamoDB',
    usage: [
      {
        key: 'writeUnitsPerMonth',
        unit: 'units',
        default: '100000',
        meaning: 'on demand: 1 KB each, two in a transaction',
      },
      {
        key: 'readUnitsPerMonth',
        unit: 'units',
        default: '100000',
        meaning: 'on demand: 4 KB each, half if eventually consistent',
      },
      { key: 'storedGb', unit: 'GB', default: '1', meaning: 'in the table and its indexes' },
    ],
    components: [
      {
        name: 'writes',
        kind: 'usage',
        price: (subject) => onDemand(subject, 'dynamodb.write'),
        quantity: (subject) => subject.usage('writeUnitsPerMonth'),
      },
      {
        name: 'reads',
        kind: 'usage',
        price: (subject) => onDemand(subject, 'dynamodb.read'),
        quantity: (subject) => subject.usage('readUnitsPerMonth'),
      },
      {
        name: 'storage',
        kind: 'usage',
        price: 'dynamodb.storage.gb-month',
        quantity: (subject) => subject.usage('storedGb'),
      },
      {
        name: 'point-in-time recovery',
        kind: 'usage',
        price: 'dynamodb.backup.gb-month',
        quantity: (subject): Decimal | NotPriced | undefined => {
          const on = subject.flag('point_in_time_recovery[0].enabled', false);
          return on instanceof NotPriced ? on : on ? subject.usage('storedGb') : undefined;
        },
      },
    ],
  },
];

function onDemand<T>(subject: Subject, price: T): T | NotPriced {
  const mode = subject.text('billing_mode', 'PROVISIONED');
  if (mode instanceof NotPriced) return mode;
  return mode === 'PAY_PER_REQUEST' ? price : new NotPriced('provisioned capacity is not in the snapshot');
}
