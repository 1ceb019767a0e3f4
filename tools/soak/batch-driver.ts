import { setTimeout as sleep } from 'node:timers/promises';
import { depositIdOf } from '../../functions/deposits/batch/derived-ids';
import type { ApiAnswer } from '../deploy/deposit-client';
import { type UploadForm, uploadFile } from '../deploy/send-deposit';
import { describe, untilAnswered } from './client-retries';
import type { PlannedBatch } from './load-plan';
import type { BatchOutcome, Record } from './record';
import type { SoakSystem } from './soak-system';

const LOOK_EVERY_MS = 3_000;
const ENDED = new Set(['COMPLETED', 'FAILED']);

interface BatchView {
  readonly status: string;
  readonly announcedAt: string;
  readonly counts?: { readonly accepted: number; readonly rejected: number; readonly duplicates: number };
}

/** Sends files of cheques and follows what becomes of them. */
export class BatchDriver {
  private readonly following: Promise<void>[] = [];
  private count = 0;

  constructor(
    private readonly system: SoakSystem,
    private readonly record: Record,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when the file is uploaded. */
  async submit(batch: PlannedBatch): Promise<void> {
    this.count += 1;
    const label = `batch ${this.count}`;
    const { client } = this.system.local;
    const announced = await this.send(() => client.announceBatch(batch.idempotencyKey));
    const { batchId, upload } = (announced?.body ?? {}) as { batchId?: string; upload?: UploadForm };
    if (announced?.status !== 202 || batchId === undefined || !upload) {
      this.record.surprise(`${label} was not accepted: ${describe(announced)}`);
      return;
    }
    const view = await this.view(batchId);
    if (!view) {
      this.record.surprise(`${label} is not shown`);
      return;
    }
    this.acceptLines(batch, label, batchId, new Date(view.announcedAt));
    const file = Buffer.from(`${batch.lines.map(({ text }) => text).join('\n')}\n`);
    await uploadFile(upload, file, 'application/jsonl');
    this.following.push(
      this.follow(batch, label, batchId, () => uploadFile(upload, file, 'application/jsonl')),
    );
  }

  /** Resolves when every batch is done, or the run is aborted. */
  async done(): Promise<void> {
    await Promise.all(this.following);
  }

  /** The ids of a batch's deposits follow from the batch and the lines, so they are known before they exist. */
  private acceptLines(batch: PlannedBatch, label: string, batchId: string, announcedAt: Date): void {
    const submittedMs = Date.now();
    for (const [index, { cheque, expectation }] of batch.lines.entries()) {
      if (!cheque || !expectation) continue;
      this.record.accept({
        depositId: depositIdOf(batchId, announcedAt, index + 1),
        label: `${label}, line ${index + 1}`,
        channel: 'batch',
        cheque,
        expectation,
        submittedMs,
      });
    }
  }

  private async follow(
    batch: PlannedBatch,
    label: string,
    batchId: string,
    uploadAgain: () => Promise<void>,
  ): Promise<void> {
    const expected = {
      accepted: batch.lines.filter(({ cheque }) => cheque !== undefined).length,
      rejected: batch.malformed,
      duplicates: batch.duplicates,
    };
    const outcome: BatchOutcome = { label, expected, status: 'unknown', isOpen: true, counts: undefined };
    this.record.batches.push(outcome);
    for (let uploads = 1; !this.signal.aborted; ) {
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.signal }).catch(() => undefined);
      const view = await this.view(batchId);
      outcome.status = view?.status ?? outcome.status;
      outcome.counts = view?.counts ?? outcome.counts;
      if (!ENDED.has(outcome.status)) continue;
      outcome.isOpen = uploads < batch.uploads;
      if (!outcome.isOpen) return;
      await uploadAgain();
      uploads += 1;
    }
  }

  private async view(batchId: string): Promise<BatchView | undefined> {
    const answer = await this.send(() => this.system.local.client.getBatch(batchId));
    return answer?.status === 200 ? (answer.body as BatchView) : undefined;
  }

  private send(call: () => Promise<ApiAnswer>): Promise<ApiAnswer | undefined> {
    return untilAnswered(call, this.record.trouble, this.signal);
  }
}
