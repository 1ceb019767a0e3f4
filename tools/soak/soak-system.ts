import type { LedgerOwner } from '../deploy/ledger-owner';
import type { LocalSystem } from '../deploy/local-system';
import type { QueueName } from './fault-plan';
import type { Observer } from './observer';
import type { Operator } from './operator';

/** A queue whose messages functions take, and where those go that none could take. */
export interface SoakQueue {
  readonly name: QueueName;
  readonly url: string;
  readonly deadUrl: string;
}

/** The running system with everything that a soak run needs of it. */
export interface SoakSystem {
  readonly local: Pick<LocalSystem, 'client' | 'approver' | 'partner' | 'emulator'>;
  readonly operator: Operator;
  readonly ledger: Pick<LedgerOwner, 'query'>;
  readonly observer: Observer;
  readonly queues: readonly SoakQueue[];
  /** What failed without anybody waiting for it: reports for people, taken by no function. */
  readonly failuresUrl: string;
  /** The embedded database has one connection: a transaction whose function was killed keeps it from everybody. */
  readonly hasOneConnection: boolean;
  /** Deposits that were there before the run, and of those the ones that wait for a person: none in a new system. */
  readonly before: { readonly depositIds: ReadonlySet<string>; readonly waiting: number };
}
