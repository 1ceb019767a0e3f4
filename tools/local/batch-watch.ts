import type { DepositClient } from '../deploy/deposit-client';

/** A batch as the page shows it. */
export interface BatchLine {
  readonly id: string;
  readonly size: number;
  readonly status: string;
  readonly counts?: object;
}

const EVERY_MS = 1_000;
const KEPT_BATCHES = 8;

/** Asks for the batches that were sent, as their submitter does, until they are done. */
export class BatchWatch {
  private batches: readonly BatchLine[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly client: Pick<DepositClient, 'getBatch'>,
    private readonly onChange: () => void,
  ) {}

  /** Newest first. */
  get current(): readonly BatchLine[] {
    return this.batches;
  }

  follow(id: string, size: number): void {
    this.batches = [{ id, size, status: 'ANNOUNCED' }, ...this.batches].slice(0, KEPT_BATCHES);
    this.onChange();
    this.soon();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.look(), EVERY_MS).unref();
  }

  private async look(): Promise<void> {
    const before = JSON.stringify(this.batches);
    const looked = new Map<string, BatchLine>();
    for (const batch of this.batches) looked.set(batch.id, isDone(batch) ? batch : await this.ask(batch));
    if (this.isClosed) return;
    this.batches = this.batches.map((batch) => looked.get(batch.id) ?? batch);
    if (JSON.stringify(this.batches) !== before) this.onChange();
    this.timer = undefined;
    if (this.batches.some((batch) => !isDone(batch))) this.soon();
  }

  private async ask(batch: BatchLine): Promise<BatchLine> {
    try {
      const { status, body } = await this.client.getBatch(batch.id);
      if (status !== 200) return batch;
      const { status: reached, counts } = body as Pick<BatchLine, 'status' | 'counts'>;
      return { ...batch, status: reached, ...(counts && { counts }) };
    } catch {
      return batch;
    }
  }
}

function isDone({ status }: BatchLine): boolean {
  return status === 'COMPLETED' || status === 'FAILED';
}
