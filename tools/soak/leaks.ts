/** Something that may stand in no log, found in one. The value itself is not told. */
export interface Leak {
  readonly source: string;
  readonly what: string;
  /** The line, with the value replaced. */
  readonly line: string;
}

/** Runs of digits that may hold an account or cheque number. */
const DIGITS = /\d{12,}/g;
const NUMBER_LENGTH = 12;
/** Further leaks are only counted. */
const KEPT = 20;

/** Task tokens, keys and passwords have names in the system: a value that follows such a name is one, whatever it is. */
const NAMED_SECRET =
  /["']?(taskToken|password|secretAccessKey|sessionToken|x-signature|x-amz-security-token)["']?\s*[:=]\s*["']?[A-Za-z0-9+/=_,.-]{8,}/i;

/**
 * Looks through the logs of a run for customer data and secrets. Each line is looked at as it is written: numbers and
 * secrets are made known before they are used.
 */
export class LeakWatch {
  readonly leaks: Leak[] = [];
  count = 0;
  lines = 0;
  private readonly numbers = new Set<string>();
  private readonly secrets: string[] = [];

  /** Numbers of accounts and cheques, of twelve digits each. */
  addCustomerData(numbers: readonly string[]): void {
    for (const number of numbers) this.numbers.add(number);
  }

  addSecrets(values: readonly string[]): void {
    this.secrets.push(...values.filter((value) => value.length >= 8));
  }

  look(source: string, line: string): void {
    this.lines += 1;
    for (const secret of this.secrets) {
      if (line.includes(secret)) this.found(source, 'a secret', line, secret);
    }
    for (const [digits] of line.matchAll(DIGITS)) {
      const number = this.numberIn(digits);
      if (number) this.found(source, 'the number of an account or a cheque', line, number);
    }
    const named = NAMED_SECRET.exec(line)?.[0];
    if (named) this.found(source, 'a value under the name of a secret', line, named);
  }

  private numberIn(digits: string): string | undefined {
    for (let at = 0; at + NUMBER_LENGTH <= digits.length; at += 1) {
      const number = digits.slice(at, at + NUMBER_LENGTH);
      if (this.numbers.has(number)) return number;
    }
    return undefined;
  }

  private found(source: string, what: string, line: string, value: string): void {
    this.count += 1;
    if (this.leaks.length >= KEPT) return;
    this.leaks.push({ source, what, line: line.replaceAll(value, '<found>').slice(0, 400) });
  }
}
