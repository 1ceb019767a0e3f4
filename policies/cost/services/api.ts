import type { Decimal } from '../decimal';
import { NotPriced, type Pricer } from '../pricer';

const REQUESTS = [
  { key: 'requestsPerMonth', unit: 'requests', default: '100000', meaning: 'calls of the API' },
] as const;

/** API Gateway. */
export const apiPricers: readonly Pricer[] = [
  {
    type: 'aws_api_gateway_rest_api',
    service: 'API Gateway',
    usage: REQUESTS,
    components: [
      {
        name: 'requests',
        kind: 'usage',
        price: 'api.rest.request',
        quantity: (subject) => subject.usage('requestsPerMonth'),
      },
    ],
  },
  {
    type: 'aws_api_gateway_stage',
    service: 'API Gateway',
    components: [
      {
        name: 'cache',
        kind: 'fixed',
        price: () => new NotPriced('the snapshot has no price of a cache'),
        quantity: (subject): Decimal | NotPriced | undefined => {
          const enabled = subject.flag('cache_cluster_enabled', false);
          return enabled instanceof NotPriced ? enabled : enabled ? subject.hours : undefined;
        },
      },
    ],
    notes: () => ['requests are priced with the API'],
  },
  {
    type: 'aws_apigatewayv2_api',
    service: 'API Gateway',
    usage: REQUESTS,
    components: [
      {
        name: 'requests',
        kind: 'usage',
        price: (subject) => {
          const protocol = subject.text('protocol_type', 'HTTP');
          if (protocol instanceof NotPriced) return protocol;
          return protocol === 'HTTP'
            ? 'api.http.request'
            : new NotPriced(`an API of protocol ${protocol} is not priced here`);
        },
        quantity: (subject) => subject.usage('requestsPerMonth'),
      },
    ],
  },
];
