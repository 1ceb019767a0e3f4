import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer } from '../deploy/deposit-client';
import { type UploadForm, uploadFile } from '../deploy/send-deposit';
import { sampleChequeImage } from '../emulator/rekognition/sample-cheque-image';
import { BatchDriver } from './batch-driver';
import type { DepositBody } from './cheques';
import { describe, untilAnswered } from './client-retries';
import type { LoadPlan, PlannedDeposit, Step } from './load-plan';
import type { Record } from './record';
import type { SoakSystem } from './soak-system';

export interface DriverOptions {
  /** Steps that are worked on at once. */
  readonly atOnce: number;
  /** Deposits that may be under way before further ones are sent. */
  readonly mostUnderWay: number;
  readonly signal: AbortSignal;
  /** Told after each step: how many there were. */
  readonly onStep: (done: number) => void;
}

/** Sends the load as clients do. */
export class Driver {
  private readonly sent = new Map<string, Promise<string | undefined>>();
  private readonly batches: BatchDriver;
  private done = 0;

  constructor(
    private readonly system: SoakSystem,
    private readonly record: Record,
    private readonly options: DriverOptions,
  ) {
    this.batches = new BatchDriver(system, record, options.signal);
  }

  /** Resolves when every request is answered. Batches are then accepted and perhaps not yet done. */
  async run(plan: LoadPlan): Promise<void> {
    const steps = plan.steps.values();
    const work = async (): Promise<void> => {
      for (const step of steps) {
        await this.roomForMore();
        if (this.options.signal.aborted) return;
        await this.take(step);
        this.done += 1;
        this.options.onStep(this.done);
      }
    };
    await Promise.all(Array.from({ length: this.options.atOnce }, work));
  }

  /** Resolves when nothing is asked about any batch any more. */
  batchesDone(): Promise<void> {
    return this.batches.done();
  }

  /** Deposits that were accepted and are neither decided nor wait for a person. */
  get underWay(): number {
    const { finished, waiting } = this.system.observer;
    return this.record.accepted.size - finished.size - waiting.size;
  }

  private async roomForMore(): Promise<void> {
    while (this.underWay > this.options.mostUnderWay && !this.options.signal.aborted) await sleep(50);
  }

  private async take(step: Step): Promise<void> {
    try {
      switch (step.kind) {
        case 'deposit': {
          const first = this.deposit(step.deposit);
          this.sent.set(
            step.deposit.id,
            first.catch(() => undefined),
          );
          await first;
          return;
        }
        case 'again':
          return await this.again(step.deposit);
        case 'other-body':
          return await this.otherBody(step.deposit, step.body);
        case 'malformed':
          return await this.malformed(step.request);
        case 'batch':
          return await this.batches.submit(step.batch);
      }
    } catch (error) {
      if (!this.options.signal.aborted)
        this.record.surprise(`${nameOf(step)} was not answered as it has to be: ${String(error)}`);
    }
  }

  private async deposit(deposit: PlannedDeposit): Promise<string | undefined> {
    const submittedMs = Date.now();
    const { body } = deposit.cheque;
    const copies = Array.from({ length: deposit.copiesAtOnce }, () => this.submit(deposit, body));
    const answer = await this.submit(deposit, body);
    if (answer?.status !== 202) {
      this.record.surprise(`${deposit.id} was not accepted: ${describe(answer)}`);
      return undefined;
    }
    this.record.answerMilliseconds.push(Date.now() - submittedMs);
    const { depositId, upload } = answer.body as { depositId: string; upload: UploadForm };
    const pair = deposit.twinOf ?? (deposit.expectation === 'ONE_OF_TWO' ? deposit.id : undefined);
    this.record.accept({
      depositId,
      label: deposit.id,
      channel: 'box',
      cheque: deposit.cheque,
      expectation: deposit.expectation,
      ...(pair === undefined ? {} : { pair }),
      submittedMs,
    });
    await this.upload(deposit, upload);
    for (const copy of await Promise.all(copies)) this.sameAgain(deposit, depositId, copy);
    return depositId;
  }

  private async upload(deposit: PlannedDeposit, form: UploadForm): Promise<void> {
    if (deposit.image === 'none') return;
    const { amount, chequeNumber, drawer } = deposit.cheque.body;
    const isOther = deposit.image === 'other-amount';
    const image = sampleChequeImage({
      amount: isOther ? '1.00' : amount,
      chequeNumber,
      ...drawer,
      quality: deposit.image === 'other-amount' ? 'clean' : deposit.image,
    });
    await uploadFile(form, image, 'image/jpeg');
    this.record.imagesUploaded += 1;
  }

  private async again(deposit: PlannedDeposit): Promise<void> {
    const depositId = await this.sent.get(deposit.id);
    if (depositId === undefined) return;
    this.sameAgain(deposit, depositId, await this.submit(deposit, deposit.cheque.body));
  }

  private sameAgain(deposit: PlannedDeposit, depositId: string, answer: ApiAnswer | undefined): void {
    const answered = (answer?.body as { depositId?: string } | undefined)?.depositId;
    if (answer?.status === 202 && answered === depositId) this.record.duplicatesRefused += 1;
    else this.record.surprise(`${deposit.id} again is not ${depositId}: ${describe(answer)}`);
  }

  private async otherBody(deposit: PlannedDeposit, body: DepositBody): Promise<void> {
    if ((await this.sent.get(deposit.id)) === undefined) return;
    const answer = await this.submit(deposit, body);
    if (answer?.status === 422) this.record.otherBodiesRefused += 1;
    else this.record.surprise(`${deposit.id} with another body was not refused: ${describe(answer)}`);
  }

  private async malformed(request: Extract<Step, { kind: 'malformed' }>['request']): Promise<void> {
    const { idempotencyKey, body, statuses, what } = request;
    const headers: { [name: string]: string } =
      idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    const answer = await this.send(() => this.system.local.client.call('POST', '/deposits', body, headers));
    if (answer && statuses.includes(answer.status)) this.record.malformedRefused += 1;
    else this.record.surprise(`a request with ${what} was not refused: ${describe(answer)}`);
  }

  private submit(deposit: PlannedDeposit, body: DepositBody): Promise<ApiAnswer | undefined> {
    return this.send(() => this.system.local.client.submit(body, deposit.idempotencyKey));
  }

  private send(call: () => Promise<ApiAnswer>): Promise<ApiAnswer | undefined> {
    this.record.requests += 1;
    return untilAnswered(call, this.record.trouble, this.options.signal);
  }
}

function nameOf(step: Step): string {
  if (step.kind === 'malformed') return `a request with ${step.request.what}`;
  return step.kind === 'batch' ? 'a batch' : step.deposit.id;
}
