import { Decimal } from '../decimal';
import { NotPriced, type Pricer, product, type Subject } from '../pricer';
import { neverPauses } from './aurora-pause';

/** Aurora Serverless v2: the minimum capacity is owed, what is used above it follows the usage file. */
export const auroraPricers: readonly Pricer[] = [
  {
    type: 'aws_rds_cluster',
    service: 'Aurora',
    usage: [
      { key: 'storedGb', unit: 'GB', default: '10', meaning: 'in the cluster’s volume' },
      {
        key: 'ioRequestsPerMonth',
        unit: 'requests',
        default: '1000000',
        meaning: 'to the volume, with standard storage',
      },
      {
        key: 'backupGb',
        unit: 'GB',
        default: '0',
        meaning: 'of backups beyond the size of the volume, which is free',
      },
      {
        key: 'dataApiRequestsPerMonth',
        unit: 'requests',
        default: '1000000',
        meaning: 'of the Data API, 32 KB each, where it is on',
      },
    ],
    components: [
      {
        name: 'storage',
        kind: 'usage',
        price: (subject) =>
          forStorage(subject, 'aurora.storage.gb-month', 'aurora.storage.io-optimized.gb-month'),
        quantity: (subject) => subject.usage('storedGb'),
      },
      {
        name: 'I/O requests',
        kind: 'usage',
        price: 'aurora.io',
        quantity: (subject) => {
          const counted = forStorage(subject, true, false);
          if (counted instanceof NotPriced) return counted;
          return counted ? subject.usage('ioRequestsPerMonth') : undefined;
        },
      },
      {
        name: 'backups',
        kind: 'usage',
        price: 'aurora.backup.gb-month',
        quantity: (subject) => {
          const size = subject.usage('backupGb');
          return size.isZero ? undefined : size;
        },
      },
      {
        name: 'Data API',
        kind: 'usage',
        price: 'data-api.request',
        quantity: (subject) => {
          const on = subject.flag('enable_http_endpoint', false);
          if (on instanceof NotPriced) return on;
          return on ? subject.usage('dataApiRequestsPerMonth') : undefined;
        },
      },
      {
        name: 'secret of the master user',
        kind: 'fixed',
        price: 'secret.month',
        quantity: (subject) => {
          const managed = subject.flag('manage_master_user_password', false);
          return managed instanceof NotPriced ? managed : managed ? Decimal.ONE : undefined;
        },
      },
    ],
  },
  {
    type: 'aws_rds_cluster_instance',
    service: 'Aurora',
    usage: [
      {
        key: 'averageAcu',
        unit: 'ACU',
        default: 'configuration',
        meaning: 'capacity on the average of the hours in which it runs. Left out: the minimum, at least 0.5',
        maximum: 256,
      },
      {
        key: 'activeHoursPerMonth',
        unit: 'hours',
        default: 'configuration',
        meaning:
          'in which a cluster that may pause does not. Left out: 160, eight hours of twenty days; 730 where a schedule wakes it before it can pause',
        maximum: 730,
      },
    ],
    components: [
      {
        name: 'minimum capacity',
        kind: 'fixed',
        price: acuPrice,
        quantity: (subject) => {
          const minimum = minimumAcu(subject);
          return minimum instanceof NotPriced
            ? minimum
            : minimum.isZero
              ? undefined
              : minimum.times(subject.hours);
        },
      },
      { name: 'capacity used above the minimum', kind: 'usage', price: acuPrice, quantity: aboveMinimum },
    ],
    notes: (subject) => {
      const minimum = minimumAcu(subject);
      if (minimum instanceof NotPriced || !minimum.isZero) return [];
      const reason = pauseObstacle(subject);
      return reason ? [`it may pause and never will: ${reason}`] : [];
    },
  },
  {
    type: 'aws_db_proxy',
    service: 'RDS Proxy',
    components: [
      {
        name: 'capacity, 8 ACU at least',
        kind: 'fixed',
        price: 'rds-proxy.acu-hour',
        quantity: ({ hours }) => hours.times(8),
      },
    ],
    notes: () => [
      'priced as before Aurora Serverless v2; a cluster behind a proxy never pauses (AWS documentation)',
    ],
  },
];

function clusterOf(subject: Subject): Subject | undefined {
  const [cluster] = subject.graph.referencesFrom(subject.resource, 'cluster_identifier', 'aws_rds_cluster');
  return cluster && subject.as(cluster);
}

function minimumAcu(subject: Subject): Decimal | NotPriced {
  const type = subject.text('instance_class', '');
  if (type instanceof NotPriced) return type;
  if (type !== 'db.serverless')
    return new NotPriced(`the snapshot has no price of an instance of class ${type}`);
  const cluster = clusterOf(subject);
  if (!cluster) return new NotPriced('the cluster of the instance is not in the input');
  return cluster.number('serverlessv2_scaling_configuration[0].min_capacity', 0.5);
}

function aboveMinimum(subject: Subject): Decimal | NotPriced | undefined {
  const minimum = minimumAcu(subject);
  if (minimum instanceof NotPriced) return minimum;
  const running = Decimal.of('0.5').max(minimum);
  const average = subject.given('averageAcu') ?? running;
  if (!minimum.isZero) {
    const above = average.minus(minimum);
    return above.isNegative || above.isZero ? undefined : above.times(subject.hours);
  }
  const hours =
    subject.given('activeHoursPerMonth') ?? (pauseObstacle(subject) ? subject.hours : Decimal.of(160));
  return product(average, hours);
}

function pauseObstacle(subject: Subject): string | undefined {
  const cluster = clusterOf(subject);
  return cluster && neverPauses(cluster.resource, subject.graph);
}

function acuPrice(subject: Subject): 'aurora.acu-hour' | 'aurora.acu-hour.io-optimized' | NotPriced {
  const cluster = clusterOf(subject);
  return cluster
    ? forStorage(cluster, 'aurora.acu-hour', 'aurora.acu-hour.io-optimized')
    : new NotPriced('the cluster of the instance is not in the input');
}

function forStorage<T, U>(cluster: Subject, standard: T, optimized: U): T | U | NotPriced {
  const type = cluster.text('storage_type', '');
  if (type instanceof NotPriced) return type;
  const engine = cluster.text('engine', '');
  if (typeof engine === 'string' && !engine.startsWith('aurora'))
    return new NotPriced(`a cluster of engine ${engine || 'not written'} is not priced here`);
  return type === 'aurora-iopt1' ? optimized : standard;
}
