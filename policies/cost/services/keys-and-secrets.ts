import { Decimal } from '../decimal';
import { NotPriced, type Pricer } from '../pricer';

const KMS_USAGE = [
  {
    key: 'requestsPerMonth',
    unit: 'requests',
    default: '10000',
    meaning: 'symmetric requests with the key, those that services make among them',
  },
  {
    key: 'rotationsSoFar',
    unit: 'rotations',
    default: '0',
    meaning: 'of the key material; the first two cost as much as the key each',
    maximum: 2,
  },
];

/** KMS keys and Secrets Manager secrets. */
export const keyAndSecretPricers: readonly Pricer[] = [
  ...['aws_kms_key', 'aws_kms_replica_key'].map(
    (type): Pricer => ({
      type,
      service: 'KMS',
      usage: KMS_USAGE,
      components: [
        { name: 'key', kind: 'fixed', price: 'kms.key-month', quantity: () => Decimal.ONE },
        {
          name: 'rotations of the key',
          kind: 'usage',
          price: 'kms.key-month',
          quantity: (subject) => subject.usage('rotationsSoFar'),
        },
        {
          name: 'requests',
          kind: 'usage',
          // Asymmetric keys have prices of their own, for each kind of key.
          price: (subject) => {
            const spec = subject.text('customer_master_key_spec', 'SYMMETRIC_DEFAULT');
            if (spec instanceof NotPriced) return spec;
            return spec === 'SYMMETRIC_DEFAULT'
              ? 'kms.request'
              : new NotPriced(`requests with a key of spec ${spec} are not priced here`);
          },
          quantity: (subject) => subject.usage('requestsPerMonth'),
        },
      ],
    }),
  ),
  {
    type: 'aws_secretsmanager_secret',
    service: 'Secrets Manager',
    usage: [{ key: 'requestsPerMonth', unit: 'requests', default: '1000', meaning: 'readings and writings' }],
    components: [
      { name: 'secret', kind: 'fixed', price: 'secret.month', quantity: () => Decimal.ONE },
      {
        name: 'requests',
        kind: 'usage',
        price: 'secret.request',
        quantity: (subject) => subject.usage('requestsPerMonth'),
      },
    ],
  },
];
