import type { Random } from './random';

/** The body of `POST /deposits`, and a line of a batch. */
export interface DepositBody {
  readonly amount: string;
  readonly currency: string;
  readonly chequeNumber: string;
  readonly drawer: { readonly routingNumber: string; readonly accountNumber: string };
  readonly depositAccountNumber: string;
  readonly depositBoxId: string;
}

/** A cheque that nobody has, and what it is worth. */
export interface Cheque {
  readonly body: DepositBody;
  readonly minorUnits: number;
}

/** Routing numbers with a valid check digit, of banks in the documentation of the American Bankers Association's scheme. */
const ROUTING_NUMBERS = ['021000021', '011401533', '091000019'];

/** As functions/deposits/clearing/decide.ts has it: above, a person has to approve. A test holds the two equal. */
export const APPROVAL_LIMIT_MINOR_UNITS = 1_000_000;

/**
 * Makes cheques, each of another number. Numbers of accounts and cheques have 12 digits and begin with 7, 8 or 9, so that
 * finding one in a log is no accident: times and sequence numbers do not look so.
 */
export class ChequeBook {
  private readonly numbers = new Set<string>();

  constructor(private readonly random: Random) {}

  /** @param currency @default USD */
  next(size: 'ordinary' | 'above-limit', currency = 'USD'): Cheque {
    const { random } = this;
    const minorUnits =
      size === 'ordinary'
        ? random.between(100, APPROVAL_LIMIT_MINOR_UNITS)
        : random.between(APPROVAL_LIMIT_MINOR_UNITS + 1, 5 * APPROVAL_LIMIT_MINOR_UNITS);
    return {
      minorUnits,
      body: {
        amount: formatMinorUnits(minorUnits),
        currency,
        chequeNumber: this.freshNumber(),
        drawer: {
          routingNumber: random.pick(ROUTING_NUMBERS),
          accountNumber: random.digits('8', 12),
        },
        depositAccountNumber: random.digits('9', 12),
        depositBoxId: `box-${String(random.between(1, 40)).padStart(4, '0')}`,
      },
    };
  }

  private freshNumber(): string {
    for (;;) {
      const number = this.random.digits('7', 12);
      if (this.numbers.has(number)) continue;
      this.numbers.add(number);
      return number;
    }
  }
}

/** Of a currency with two decimals: `125000` is `1250.00`. */
export function formatMinorUnits(minorUnits: number): string {
  const digits = String(minorUnits).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What of a deposit may stand in no log. */
export function customerData({ chequeNumber, drawer, depositAccountNumber }: DepositBody): string[] {
  return [chequeNumber, drawer.accountNumber, depositAccountNumber];
}
