import * as v from 'valibot';
import { count, defineEvent, type EventOf, makeEvent, reasonCode } from './event';

export const ledgerBrokenV1 = defineEvent({
  name: 'LedgerBroken',
  version: 1,
  summary: 'The chain of the ledger was computed anew and does not hold.',
  producers: ['verify-ledger'],
  consumers: [],
  changes: ['First published.'],
  data: () => ({
    sequence: v.pipe(
      count(),
      v.description('The place in the ledger of the first entry that breaks the chain.'),
    ),
    kind: v.pipe(reasonCode('BROKEN_LINK'), v.description('How it is broken, as a stable code.')),
  }),
});

export type LedgerBroken = EventOf<typeof ledgerBrokenV1>;

export interface BrokenLedger {
  readonly sequence: number;
  /** A code of capital letters, digits and underscores. */
  readonly kind: string;
  readonly foundAt: Date;
}

/** @throws EventRefusedError when the parts do not conform, which is a defect of this program */
export function ledgerBroken(broken: BrokenLedger, eventId: string): LedgerBroken {
  const { foundAt, ...data } = broken;
  return makeEvent(ledgerBrokenV1, { eventId, occurredAt: foundAt, data });
}
