import type { Deposit } from './deposit';
import type { DepositRequest } from './deposit-request';
import { KeyInUseError, KeyReusedError } from './errors';
import { depositReceived } from './events/deposit-received';
import { fingerprintOf, scopeKey } from './idempotency-key';
import type {
  Claim,
  Clock,
  DepositEvents,
  DepositStore,
  Idempotency,
  Ids,
  ImageUploads,
  Observer,
  Receipt,
  Seed,
  Upload,
} from './ports';

export interface SubmitDepositPorts {
  readonly idempotency: Idempotency;
  readonly store: DepositStore;
  readonly events: DepositEvents;
  readonly uploads: ImageUploads;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly observer: Observer;
}

export interface SubmitDeposit {
  readonly caller: string;
  readonly idempotencyKey: string;
  readonly request: DepositRequest;
}

export interface Submitted {
  readonly receipt: Receipt;
  readonly upload: Upload;
  /** The answer of an earlier request with the same key. */
  readonly replayed: boolean;
}

/**
 * Accepts a deposit once for each idempotency key, however often and however simultaneously the request arrives.
 *
 * What it does is safe to repeat from any point: the key fixes the ids and the time, the deposit and its event are
 * stored together, and the event is marked when it is out. So an attempt that fails anywhere is finished by the next
 * one with the same key, and nothing is stored or told under two ids.
 *
 * @throws KeyReusedError when the key belongs to another request
 * @throws KeyInUseError while another attempt holds the key
 * @throws whatever a port throws; the key is then free for the next attempt
 */
export async function submitDeposit(ports: SubmitDepositPorts, command: SubmitDeposit): Promise<Submitted> {
  const { caller, idempotencyKey, request } = command;
  const claimed = await ports.idempotency.claim({
    scopedKey: scopeKey(caller, idempotencyKey),
    fingerprint: fingerprintOf(caller, idempotencyKey, request),
    proposal: { depositId: ports.ids.next(), eventId: ports.ids.next(), receivedAt: ports.clock.now() },
  });
  switch (claimed.outcome) {
    case 'mismatch':
      throw new KeyReusedError();
    case 'in-progress':
      throw new KeyInUseError(claimed.retryAfterSeconds);
    case 'completed': {
      const upload = await ports.uploads.prepare(claimed.receipt.depositId, request.imageContentType);
      return { receipt: claimed.receipt, upload, replayed: true };
    }
    case 'claimed':
      return { ...(await accept(ports, command, claimed.claim)), replayed: false };
  }
}

async function accept(
  ports: SubmitDepositPorts,
  command: SubmitDeposit,
  claim: Claim,
): Promise<Omit<Submitted, 'replayed'>> {
  let answer: Omit<Submitted, 'replayed'>;
  try {
    const deposit = receive(command, claim.seed);
    await storeAndTell(ports, deposit, claim.seed.eventId);
    const upload = await ports.uploads.prepare(deposit.id, command.request.imageContentType);
    answer = { receipt: { depositId: deposit.id, status: deposit.status }, upload };
  } catch (error) {
    await attempt(ports.observer, 'the idempotency key could not be released', () =>
      ports.idempotency.release(claim),
    );
    throw error;
  }
  // The deposit is stored and told. Should this fail, the next request with the key finds all done and completes it.
  await attempt(ports.observer, 'the idempotency key could not be completed', () =>
    ports.idempotency.complete(claim, answer.receipt),
  );
  return answer;
}

function receive({ caller, request }: SubmitDeposit, seed: Seed): Deposit {
  return {
    id: seed.depositId,
    status: 'RECEIVED',
    channel: 'box',
    amount: request.amount,
    chequeNumber: request.chequeNumber,
    drawer: request.drawer,
    depositAccountNumber: request.depositAccountNumber,
    depositBoxId: request.depositBoxId,
    submittedBy: caller,
    receivedAt: seed.receivedAt,
  };
}

async function storeAndTell(ports: SubmitDepositPorts, deposit: Deposit, eventId: string): Promise<void> {
  const event = depositReceived(deposit, eventId);
  const { alreadyPublished } = await ports.store.store(deposit, event);
  if (alreadyPublished) return;
  await ports.events.publish(event);
  await ports.store.markPublished(eventId, ports.clock.now());
}

async function attempt(observer: Observer, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    observer.warn(what, error);
  }
}
