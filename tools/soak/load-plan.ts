import type { ChequeQuality } from '../emulator/rekognition/sample-cheque-image';
import { type Cheque, ChequeBook, type DepositBody } from './cheques';
import { type Malformed, malformedRequest } from './malformed';
import { Random } from './random';

/** What has to become of a deposit. `ONE_OF_TWO`: of it and its twin exactly one is cleared. */
export type Expectation = 'CLEARED' | 'REFUSED' | 'ONE_OF_TWO' | 'WAITING';

/** A deposit that comes through the API, with everything that is sent about it. */
export interface PlannedDeposit {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly cheque: Cheque;
  readonly expectation: Expectation;
  /** `other-amount`: of another cheque; `none`: nothing is uploaded. */
  readonly image: ChequeQuality | 'other-amount' | 'none';
  /** The same request at the same moment. */
  readonly copiesAtOnce: number;
  /** The deposit whose cheque it presents again. */
  readonly twinOf?: string;
}

/** A line of a batch. */
export interface PlannedLine {
  readonly text: string;
  /** There when the line has to become a deposit. */
  readonly cheque?: Cheque;
  readonly expectation?: Extract<Expectation, 'CLEARED' | 'REFUSED'>;
}

export interface PlannedBatch {
  readonly idempotencyKey: string;
  readonly lines: readonly PlannedLine[];
  readonly malformed: number;
  readonly duplicates: number;
  /** The file is uploaded again after it was taken: nothing may come of it. */
  readonly uploads: 1 | 2;
}

/** What is sent, one after the other. */
export type Step =
  | { readonly kind: 'deposit'; readonly deposit: PlannedDeposit }
  /** The same key and body, after the deposit was accepted. */
  | { readonly kind: 'again'; readonly deposit: PlannedDeposit }
  /** The same key with another body. */
  | { readonly kind: 'other-body'; readonly deposit: PlannedDeposit; readonly body: DepositBody }
  | { readonly kind: 'malformed'; readonly request: Malformed }
  | { readonly kind: 'batch'; readonly batch: PlannedBatch };

export interface LoadPlan {
  readonly steps: readonly Step[];
  /** Deposits that have to be accepted, those of batches counted. */
  readonly deposits: number;
}

/** Shares of all deposits. */
const SHARES = {
  inBatches: 0.2,
  aboveLimit: 0.04,
  unreadable: 0.02,
  withoutImage: 0.01,
  waiting: 0.005,
  presentedTwice: 0.04,
  duplicates: 0.2,
  otherBody: 0.02,
  malformed: 0.03,
} as const;

const LINES_PER_BATCH = 25;
/** A duplicate comes within so many steps after its first. */
const DUPLICATE_DISTANCE = 60;

/**
 * What a run sends: exactly so many deposits that have to be accepted, and on top of them duplicates, keys that are used
 * again for something else, malformed requests, and malformed and repeated lines of batches.
 *
 * @param deposits at least 20
 */
export function planLoad(deposits: number, seed: number): LoadPlan {
  return new Planner(deposits, new Random(seed)).plan();
}

class Planner {
  private readonly book: ChequeBook;
  private lastId = 0;

  constructor(
    private readonly deposits: number,
    private readonly random: Random,
  ) {
    this.book = new ChequeBook(random);
  }

  plan(): LoadPlan {
    const inBatches = this.share(SHARES.inBatches);
    const first = this.random.shuffled(this.boxDeposits(this.deposits - inBatches));
    const steps: Step[] = first.map((deposit) => ({ kind: 'deposit', deposit }));
    this.spread(
      steps,
      this.batches(inBatches).map((batch) => ({ kind: 'batch', batch }) as const),
    );
    this.spread(
      steps,
      Array.from({ length: this.share(SHARES.malformed) }, (_, index) => ({
        kind: 'malformed' as const,
        request: malformedRequest(index, this.book.next('ordinary').body, this.random),
      })),
    );
    this.addFollowers(steps);
    return { steps, deposits: this.deposits };
  }

  private share(share: number): number {
    return Math.max(1, Math.round(this.deposits * share));
  }

  private boxDeposits(count: number): PlannedDeposit[] {
    const approvals = this.share(SHARES.aboveLimit);
    const special = [
      ...times(approvals, (index) => this.deposit({ size: 'above-limit', refused: index % 2 === 1 })),
      ...times(this.share(SHARES.unreadable), (index) =>
        this.deposit({ image: UNREADABLE[index % UNREADABLE.length], refused: index % 3 === 2 }),
      ),
      ...times(this.share(SHARES.withoutImage), () => this.deposit({ image: 'none' })),
      ...times(this.share(SHARES.waiting), () => this.deposit({ size: 'above-limit', waiting: true })),
    ];
    const twins = times(this.share(SHARES.presentedTwice), () => this.deposit({})).flatMap((deposit) => {
      const one = { ...deposit, expectation: 'ONE_OF_TWO' } as const;
      const other = { ...one, id: this.nextId(), idempotencyKey: this.random.uuid(), twinOf: one.id };
      return [one, other];
    });
    const all = [...special, ...twins].slice(0, count);
    return [...all, ...times(count - all.length, () => this.deposit({}))];
  }

  private deposit(options: {
    readonly size?: 'above-limit';
    readonly image?: PlannedDeposit['image'] | undefined;
    readonly refused?: boolean;
    readonly waiting?: boolean;
  }): PlannedDeposit {
    return {
      id: this.nextId(),
      idempotencyKey: this.random.uuid(),
      cheque: this.book.next(options.size ?? 'ordinary'),
      expectation: options.waiting ? 'WAITING' : options.refused ? 'REFUSED' : 'CLEARED',
      image: options.image ?? 'clean',
      // A tenth of all requests comes twice or three times at the same moment.
      copiesAtOnce: this.random.next() < SHARES.duplicates / 2 ? this.random.between(1, 2) : 0,
    };
  }

  private nextId(): string {
    this.lastId += 1;
    return `d${this.lastId}`;
  }

  private batches(deposits: number): PlannedBatch[] {
    const batches: PlannedBatch[] = [];
    for (let left = deposits; left > 0; left -= LINES_PER_BATCH) {
      batches.push(this.batch(Math.min(left, LINES_PER_BATCH), batches.length));
    }
    return batches;
  }

  private batch(deposits: number, index: number): PlannedBatch {
    const good = times(deposits, (line): PlannedLine => {
      const isLarge = line === 0;
      // The currency is another one for a part: amounts are summed up for each.
      const cheque = this.book.next(isLarge ? 'above-limit' : 'ordinary', line % 4 === 3 ? 'EUR' : 'USD');
      const isRefused = isLarge && index % 2 === 1;
      return { text: JSON.stringify(cheque.body), cheque, expectation: isRefused ? 'REFUSED' : 'CLEARED' };
    });
    const malformed = times(Math.max(1, Math.round(deposits / 20)), (line): PlannedLine => {
      const { body } = this.book.next('ordinary');
      return { text: line % 2 === 0 ? '{"amount":' : JSON.stringify({ ...body, amount: '12.345' }) };
    });
    const duplicates = times(Math.max(1, Math.round(deposits / 10)), () => ({
      text: this.random.pick(good).text,
    }));
    return {
      idempotencyKey: this.random.uuid(),
      // Duplicates stand behind: which of two equal lines is the duplicate is then known.
      lines: [...this.random.shuffled([...good, ...malformed]), ...duplicates],
      malformed: malformed.length,
      duplicates: duplicates.length,
      uploads: index % 3 === 0 ? 2 : 1,
    };
  }

  /** Puts further steps between the others, at any place. */
  private spread(steps: Step[], further: readonly Step[]): void {
    for (const step of further) steps.splice(this.random.between(0, steps.length), 0, step);
  }

  /** What refers to a deposit comes some steps after it. */
  private addFollowers(steps: Step[]): void {
    const deposits = steps.flatMap((step) => (step.kind === 'deposit' ? [step.deposit] : []));
    const copies = deposits.reduce((sum, { copiesAtOnce }) => sum + copiesAtOnce, 0);
    const again = Math.max(1, this.share(SHARES.duplicates) - copies);
    for (let count = 0; count < again; count += 1) {
      const deposit = this.random.pick(deposits);
      this.insertAfter(steps, deposit, { kind: 'again', deposit });
    }
    for (let count = 0; count < this.share(SHARES.otherBody); count += 1) {
      const deposit = this.random.pick(deposits);
      this.insertAfter(steps, deposit, {
        kind: 'other-body',
        deposit,
        body: this.book.next('ordinary').body,
      });
    }
  }

  private insertAfter(steps: Step[], deposit: PlannedDeposit, step: Step): void {
    const at = steps.findIndex((each) => each.kind === 'deposit' && each.deposit === deposit) + 1;
    const until = Math.min(steps.length, at + DUPLICATE_DISTANCE);
    steps.splice(this.random.between(at, until), 0, step);
  }
}

const UNREADABLE = ['blurred', 'amount-illegible', 'blank', 'other-amount'] as const;

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => make(index));
}
