import type { Batch } from '../../../../functions/deposits/batch/batch';
import type {
  BatchDeposit,
  BatchDepositStore,
  BatchFiles,
  BatchStatusStore,
  FileOutcome,
} from '../../../../functions/deposits/batch/ports';
import { CALLER, VALID_BODY } from '../../support/fakes';

export const NOW = new Date('2026-03-01T08:00:00.000Z');
export const clock = { now: () => NOW };
export const BATCH_ID = '0d5f1c9e-2b7a-8c3d-9e4f-5a6b7c8d9e0f';

const { image: _image, ...cheque } = VALID_BODY;
export const CHEQUE = cheque;

/** The cheques of a file, each with a number of its own. */
export function cheques(count: number, from = 1): object[] {
  return Array.from({ length: count }, (_, index) => ({ ...CHEQUE, chequeNumber: String(from + index) }));
}

export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Batches in memory, with the conditions of the table's changes. */
export class InMemoryBatches implements BatchStatusStore {
  readonly batches = new Map<string, Batch>();

  async find(batchId: string) {
    return this.batches.get(batchId);
  }

  async announce(batch: Pick<Batch, 'id' | 'submittedBy' | 'announcedAt'>) {
    const found = this.batches.get(batch.id) ?? { ...batch, status: 'ANNOUNCED' as const };
    this.batches.set(batch.id, found);
    return found;
  }

  async recordFile(batchId: string, { digest, receivedAt, ...file }: FileOutcome) {
    const old = this.existing(batchId);
    if (old.status !== 'ANNOUNCED') return old;
    const status = file.failure ? ('FAILED' as const) : ('SPLIT' as const);
    return this.put({ ...old, ...file, file: { digest, receivedAt }, status });
  }

  async complete(batchId: string, at: Date) {
    const old = this.existing(batchId);
    return old.status === 'SPLIT' ? this.put({ ...old, status: 'COMPLETED', completedAt: at }) : old;
  }

  private existing(batchId: string): Batch {
    const found = this.batches.get(batchId);
    if (!found) throw new Error(`no batch ${batchId}`);
    return found;
  }

  private put(batch: Batch): Batch {
    this.batches.set(batch.id, batch);
    return batch;
  }
}

export class InMemoryFiles implements BatchFiles {
  readonly objects = new Map<string, Uint8Array>();

  async read(key: string, maxBytes: number) {
    const bytes = this.objects.get(key);
    if (!bytes) throw new Error(`no object ${key}`);
    return bytes.byteLength > maxBytes ? { tooLargeBytes: bytes.byteLength } : { bytes };
  }

  async write(key: string, value: unknown) {
    this.put(key, JSON.stringify(value));
  }

  put(key: string, text: string): void {
    this.objects.set(key, bytesOf(text));
  }

  json(key: string): unknown {
    return JSON.parse(new TextDecoder().decode(this.objects.get(key)));
  }
}

export class InMemoryBatchDeposits implements BatchDepositStore {
  readonly deposits = new Map<string, BatchDeposit['deposit']>();
  readonly published = new Map<string, Date | undefined>();

  async storeAll(items: readonly BatchDeposit[]) {
    const fresh = items.filter(({ deposit }) => !this.deposits.has(deposit.id));
    for (const { deposit } of fresh) this.deposits.set(deposit.id, deposit);
    const eventIds = items.map(({ event }) => event.metadata.eventId);
    for (const id of eventIds) if (!this.published.has(id)) this.published.set(id, undefined);
    return {
      insertedIds: new Set(fresh.map(({ deposit }) => deposit.id)),
      unpublishedEventIds: new Set(eventIds.filter((id) => !this.published.get(id))),
    };
  }

  async markAllPublished(eventIds: readonly string[], at: Date) {
    for (const id of eventIds) this.published.set(id, this.published.get(id) ?? at);
  }
}

/** A batch that was announced. */
export function announced(change: Partial<Batch> = {}): Batch {
  return { id: BATCH_ID, status: 'ANNOUNCED', submittedBy: CALLER, announcedAt: NOW, ...change };
}
