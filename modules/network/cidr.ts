import { InvalidInputError } from '../core/errors';

/** Why a text is not an IPv4 range, and what its author probably meant. */
export interface CidrMistake {
  readonly mistake: string;
  /** An imperative sentence, for `Problem.fix`. */
  readonly fix: string;
}

const ADDRESS_COUNT = 2 ** 32;

/**
 * A range of IPv4 addresses in CIDR notation, always in its canonical form: no bit is set behind the prefix.
 *
 * Numbers up to 2^32 are exact in JavaScript; bit operators are avoided because they are signed.
 */
export class Cidr {
  /** Number of addresses in the range. */
  readonly size: number;

  private constructor(
    /** The lowest address, as a number. */
    readonly base: number,
    /** 0 to 32. */
    readonly prefixLength: number,
  ) {
    this.size = 2 ** (32 - prefixLength);
  }

  /** Reads a range. Never throws: a mistake is answered with its explanation, for lists of problems. */
  static read(text: string): Cidr | CidrMistake {
    const [addressText = '', prefixText, ...rest] = text.split('/');
    const address = readAddress(addressText);
    if (address === undefined || rest.length > 0) {
      return {
        mistake: 'not an IPv4 range',
        fix: 'Write four numbers from 0 to 255, a slash, and a prefix length.',
      };
    }
    if (prefixText === undefined) {
      return { mistake: 'an address without a prefix length', fix: `Did you mean "${addressText}/32"?` };
    }
    if (!/^(0|[1-9]\d?)$/.test(prefixText) || Number(prefixText) > 32) {
      return { mistake: 'a prefix length outside 0 to 32', fix: 'Give a prefix length from 0 to 32.' };
    }
    const prefixLength = Number(prefixText);
    const offset = address % 2 ** (32 - prefixLength);
    if (offset !== 0) {
      const canonical = new Cidr(address - offset, prefixLength);
      return {
        mistake: 'an address inside the range instead of its first',
        fix: `Did you mean "${canonical}"?`,
      };
    }
    return new Cidr(address, prefixLength);
  }

  /** @throws InvalidInputError when the text is not a canonical IPv4 range */
  static parse(text: string, path = 'Cidr'): Cidr {
    const cidr = Cidr.read(text);
    if (cidr instanceof Cidr) return cidr;
    throw new InvalidInputError(path, [cidrProblem('cidr', text, cidr)]);
  }

  /** The highest address, as a number. */
  get last(): number {
    return this.base + this.size - 1;
  }

  /** Every address of the other range is in this one. */
  contains(other: Cidr): boolean {
    return other.base >= this.base && other.last <= this.last;
  }

  /** At least one address is in both. */
  overlaps(other: Cidr): boolean {
    return this.base <= other.last && other.base <= this.last;
  }

  /**
   * The range number `index`, from 0, when this one is split into ranges of the given prefix length.
   *
   * @throws RangeError when there is no such range
   */
  part(prefixLength: number, index: number): Cidr {
    const count = this.partCount(prefixLength);
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new RangeError(`${this} has ${count} ranges of /${prefixLength}: there is no number ${index}`);
    }
    return new Cidr(this.base + index * 2 ** (32 - prefixLength), prefixLength);
  }

  /** All ranges of the given prefix length in this one, lowest first. Lazy: a large range has very many. */
  *split(prefixLength: number): Generator<Cidr> {
    const count = this.partCount(prefixLength);
    for (let index = 0; index < count; index++) yield this.part(prefixLength, index);
  }

  equals(other: Cidr): boolean {
    return this.base === other.base && this.prefixLength === other.prefixLength;
  }

  toString(): string {
    const bytes = [24, 16, 8, 0].map((shift) => Math.floor(this.base / 2 ** shift) % 256);
    return `${bytes.join('.')}/${this.prefixLength}`;
  }

  private partCount(prefixLength: number): number {
    if (!Number.isInteger(prefixLength) || prefixLength < this.prefixLength || prefixLength > 32) {
      throw new RangeError(`${this} cannot be split into ranges of /${prefixLength}`);
    }
    return 2 ** (prefixLength - this.prefixLength);
  }
}

/** The problem that a construct reports for a text that is not a range. */
export function cidrProblem(property: string, received: string, { mistake, fix }: CidrMistake) {
  return {
    code: 'cidr-invalid',
    property,
    received,
    allowed: `an IPv4 range such as 10.20.0.0/16 (this is ${mistake})`,
    fix,
  };
}

function readAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  const address = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  return address < ADDRESS_COUNT ? address : undefined;
}
