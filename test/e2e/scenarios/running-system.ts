import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerOwner } from '../../../tools/deploy/ledger-owner';
import type { LocalSystem } from '../../../tools/deploy/local-system';
import type { PartnerDelivery } from '../../../tools/emulator/partner/partner-bank';
import type { LocalPage } from '../../../tools/local/local-page';

/** A line of a function's log. */
export interface LogLine {
  readonly functionName: string;
  readonly line: string;
}

/** The applied system that all scenarios share, and what it said so far. */
export interface RunningSystem {
  readonly local: LocalSystem;
  readonly owner: LedgerOwner;
  readonly logs: readonly LogLine[];
  /** Told of everything that happens. */
  readonly observers: Set<Pick<LocalPage, 'onEvent' | 'onDelivery'>>;
}

/** What `GET /deposits/{id}` answers. */
export interface DepositView {
  readonly status: string;
  readonly reasons?: readonly string[];
}

/** What the partner was told. */
export interface Notification {
  readonly depositId: string;
  readonly outcome: string;
  readonly reasons?: readonly string[];
}

const PAUSE_MS = 250;

/**
 * The first value that is there.
 *
 * @param what is waited for, for the message when it does not come
 * @throws Error after `seconds`, with the last value that was not enough
 */
export async function until<T>(
  what: string,
  seconds: number,
  look: () => Promise<T | undefined> | T | undefined,
  last: () => unknown = () => '',
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end)
      throw new Error(`${what} did not happen in ${seconds} s: ${JSON.stringify(last())}`);
    await sleep(PAUSE_MS);
  }
}

/** The deposit as its submitter sees it, once it has the status. */
export async function untilStatus(
  { local }: Pick<RunningSystem, 'local'>,
  depositId: string,
  status: string,
  seconds = 60,
): Promise<DepositView> {
  let last: unknown;
  return until(
    `${depositId} becoming ${status}`,
    seconds,
    async () => {
      const { body } = await local.client.get(depositId);
      last = body;
      const view = body as DepositView;
      return view.status === status ? view : undefined;
    },
    () => last,
  );
}

/** What the partner accepted about the deposit, once it has been told. */
export async function untilTold(
  { local }: Pick<RunningSystem, 'local'>,
  depositId: string,
  seconds = 30,
): Promise<PartnerDelivery> {
  return until(`the partner being told of ${depositId}`, seconds, () =>
    local.partner.deliveries.find(
      (delivery) => delivery.status === 200 && told(delivery).depositId === depositId,
    ),
  );
}

export function told({ body }: PartnerDelivery): Notification {
  return JSON.parse(body) as Notification;
}
