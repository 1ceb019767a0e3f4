import { randomUUID } from 'node:crypto';
import type { LocalSystem } from '../deploy/local-system';
import { sampleBatch } from '../deploy/sample-batch';
import { newSampleDeposit, type SampleDeposit } from '../deploy/sample-deposit';
import { sendBatch, sendDeposit } from '../deploy/send-deposit';
import { sampleChequeImage } from '../emulator/rekognition/sample-cheque-image';
import { ActionRefusedError } from './action-refused-error';
import type { BatchWatch } from './batch-watch';
import type { Board } from './board';
import { killFunctionProcesses } from './function-processes';

type Input = Readonly<Record<string, unknown>>;
/** A sentence for the person who pressed the button. */
type Said = { readonly said: string };

export interface ActionsOptions {
  readonly local: Pick<LocalSystem, 'client' | 'approver' | 'partner' | 'emulator'>;
  readonly board: Board;
  readonly batches: BatchWatch;
}

const LARGEST_BATCH = 2_000;
/** How many of the next requests the partner refuses: more than one delivery tries. */
const PARTNER_FAULTS = 10;
/** As long as Aurora takes to resume. */
const PAUSE_SECONDS = 15;
/** Above the limit of 10,000.00, from which on a person decides. */
const LARGE_AMOUNT = '25000.00';

/** What the buttons of the page do: everything that a channel, a person, the clock or bad luck does to the system. */
export class Actions {
  private lastSent: SampleDeposit | undefined;
  private readonly byName: Readonly<Record<string, (input: Input) => Promise<Said>>> = {
    deposit: (input) => one('kind', text(input, 'kind'), this.deposits)(),
    batch: (input) => this.batch(input['size']),
    decide: (input) => this.decide(text(input, 'depositId'), text(input, 'decision')),
    'verify-ledger': () => this.verifyLedger(),
    redrive: (input) => this.redrive(text(input, 'depositId')),
    fault: async (input) => ({ said: await one('kind', text(input, 'kind'), this.faults)() }),
  };
  private readonly deposits: Readonly<Record<string, () => Promise<Said>>> = {
    clean: () => this.send(newSampleDeposit()),
    large: () => this.send(newSampleDeposit({ amount: LARGE_AMOUNT })),
    duplicate: () => this.send(this.lastSent ?? newSampleDeposit()),
    'other-amount': () => {
      const deposit = newSampleDeposit();
      return this.send(deposit, sampleChequeImage({ ...deposit, ...deposit.drawer, amount: '1350.00' }));
    },
    'no-image': () => this.send(newSampleDeposit(), 'none'),
    malformed: () => this.malformed(),
  };
  private readonly faults: Readonly<Record<string, () => Promise<string> | string>> = {
    'partner-fails': () => {
      this.options.local.partner.fail({ kind: 'status', status: 500 }, PARTNER_FAULTS);
      return `The partner answers the next ${PARTNER_FAULTS} requests with 500.`;
    },
    'pause-database': async () => {
      await this.options.local.emulator.dataApi.pause({ seconds: PAUSE_SECONDS });
      return `The database sleeps; it resumes ${PAUSE_SECONDS} s after the next call.`;
    },
    'cut-database': async () => {
      await this.options.local.emulator.dataApi.cutOff();
      return 'The database is cut off, until everything is well again.';
    },
    'kill-functions': async () => `${await killFunctionProcesses()} function processes were killed.`,
    none: () => {
      this.options.local.partner.recover();
      this.options.local.emulator.dataApi.restore();
      return 'Everything is well again.';
    },
  };

  constructor(private readonly options: ActionsOptions) {}

  /** @throws ActionRefusedError when there is no such action, the input is wrong, or it cannot be done now */
  async run(name: string, input: Input): Promise<Said> {
    return one('action', name, this.byName)(input);
  }

  private async send(deposit: SampleDeposit, image?: Buffer | 'none'): Promise<Said> {
    this.lastSent = deposit;
    const { client } = this.options.local;
    const depositId = await sendDeposit(client, deposit, image === undefined ? {} : { image });
    return { said: `202: deposit ${short(depositId)} was accepted.` };
  }

  private async malformed(): Promise<Said> {
    const { status, body } = await this.options.local.client.submit(
      newSampleDeposit({ amount: '12.345' }),
      randomUUID(),
    );
    const { errors = [] } = body as { errors?: readonly { pointer: string; detail: string }[] };
    return { said: `${status}: ${errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}.` };
  }

  private async batch(size: unknown): Promise<Said> {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > LARGEST_BATCH) {
      throw new ActionRefusedError(`a batch has 1 to ${LARGEST_BATCH} lines`);
    }
    const { lines, malformed, duplicates } = sampleBatch(size);
    const batchId = await sendBatch(this.options.local.client, lines);
    this.options.batches.follow(batchId, size);
    return {
      said: `202: a batch of ${size} lines, ${malformed} of them malformed and ${duplicates} duplicates.`,
    };
  }

  private async decide(depositId: string, decision: string): Promise<Said> {
    const { approver } = this.options.local;
    if (decision !== 'APPROVE' && decision !== 'REFUSE') {
      throw new ActionRefusedError('decision must be APPROVE or REFUSE');
    }
    const { status, body } = await approver.decide(depositId, decision);
    if (status !== 200) {
      const { detail = '' } = body as { detail?: string };
      throw new ActionRefusedError(`${status}: ${detail}`);
    }
    return { said: `200: ${short(depositId)} was ${decision === 'APPROVE' ? 'approved' : 'refused'}.` };
  }

  private async verifyLedger(): Promise<Said> {
    const { outcome } = await this.options.local.emulator.fireSchedule('verify-ledger');
    return { said: `verify-ledger was called by its schedule: ${outcome}.` };
  }

  private async redrive(depositId: string): Promise<Said> {
    const { executionArn, failure } = this.options.board.find(depositId) ?? {};
    if (executionArn === undefined || failure === undefined) {
      throw new ActionRefusedError('only a clearing that failed is redriven');
    }
    this.options.local.emulator.workflows.redrive(executionArn);
    return { said: `The clearing of ${short(depositId)} goes on where it failed.` };
  }
}

/** The first and the last digits tell deposits of one day apart. */
function short(depositId: string): string {
  return `…${depositId.slice(-8)}`;
}

function text(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value.length <= 100) return value;
  throw new ActionRefusedError(`${name} must be a text`);
}

/** One of those that there are. */
function one<T>(what: string, name: string, known: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found === undefined) {
    throw new ActionRefusedError(`${what} must be one of ${Object.keys(known).join(', ')}`);
  }
  return found;
}
