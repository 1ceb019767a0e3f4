import type { DepositBody } from './cheques';
import type { Random } from './random';

/** A request that has to be refused, and how. */
export interface Malformed {
  readonly what: string;
  readonly body: string;
  /** @default none is sent */
  readonly idempotencyKey?: string;
  readonly statuses: readonly number[];
}

type Maker = (body: DepositBody) => Omit<Malformed, 'idempotencyKey'> & { readonly withoutKey?: boolean };

const invalid = (what: string, change: (body: DepositBody) => object): Maker => {
  return (body) => ({ what, body: JSON.stringify(change(body)), statuses: [400, 422] });
};

const KINDS: readonly Maker[] = [
  invalid('an amount of three decimals', (body) => ({ ...body, amount: '12.345' })),
  invalid('an amount of zero', (body) => ({ ...body, amount: '0.00' })),
  invalid('a number in place of a text', (body) => ({ ...body, amount: 1250 })),
  invalid('an unknown currency', (body) => ({ ...body, currency: 'XXX' })),
  invalid('a routing number with a wrong check digit', (body) => ({
    ...body,
    drawer: { ...body.drawer, routingNumber: '021000022' },
  })),
  invalid('no drawer', ({ drawer: _drawer, ...body }) => body),
  invalid('an unknown member', (body) => ({ ...body, note: 'for you' })),
  invalid('a deposit box without a name', (body) => ({ ...body, depositBoxId: '' })),
  (body) => ({ what: 'half of a JSON text', body: JSON.stringify(body).slice(0, 40), statuses: [400] }),
  (body) => ({
    what: 'no idempotency key',
    body: JSON.stringify(body),
    statuses: [400],
    withoutKey: true,
  }),
];

/** One of the kinds, each in its turn. */
export function malformedRequest(index: number, body: DepositBody, random: Random): Malformed {
  const make = KINDS[index % KINDS.length] as Maker;
  const { withoutKey, ...request } = make(body);
  return withoutKey ? request : { ...request, idempotencyKey: random.uuid() };
}
