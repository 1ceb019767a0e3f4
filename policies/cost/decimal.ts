/**
 * An exact decimal number: money, and what is multiplied with it. Sums and products lose nothing; a quotient is rounded
 * to as many decimals as are asked for. Binary fractions never enter: 0.1 is a tenth.
 */
export class Decimal {
  static readonly ZERO = new Decimal(0n, 0);
  static readonly ONE = new Decimal(1n, 0);

  private constructor(
    private readonly digits: bigint,
    /** How many of the digits stand after the point. */
    private readonly scale: number,
  ) {}

  /** @throws RangeError for what is not a finite decimal number */
  static of(value: string | number | bigint | Decimal): Decimal {
    if (value instanceof Decimal) return value;
    if (typeof value === 'bigint') return new Decimal(value, 0);
    const match = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(String(value));
    if (!match) throw new RangeError(`${String(value).slice(0, 60)} is not a decimal number`);
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? trimmed(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);

    function trimmed(all: bigint, places: number): Decimal {
      let [rest, left] = [all, places];
      for (; left > 0 && rest % 10n === 0n; left -= 1) rest /= 10n;
      return new Decimal(rest, left);
    }
  }

  static sum(values: Iterable<Decimal>): Decimal {
    let total = Decimal.ZERO;
    for (const value of values) total = total.plus(value);
    return total;
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.negated());
  }

  times(other: Decimal | number): Decimal {
    const factor = Decimal.of(other);
    return new Decimal(this.digits * factor.digits, this.scale + factor.scale);
  }

  /** Rounded half away from zero. @throws RangeError for a divisor of zero */
  dividedBy(other: Decimal | number, decimals = 10): Decimal {
    const divisor = Decimal.of(other);
    if (divisor.digits === 0n) throw new RangeError('division by zero');
    const shift = decimals + divisor.scale - this.scale;
    const numerator = shift >= 0 ? this.digits * 10n ** BigInt(shift) : this.digits;
    const denominator = shift >= 0 ? divisor.digits : divisor.digits * 10n ** BigInt(-shift);
    return new Decimal(rounded(numerator, denominator), decimals);
  }

  negated(): Decimal {
    return new Decimal(-this.digits, this.scale);
  }

  /** Below zero, zero or above zero, as for `Array.sort`. */
  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.at(scale), other.at(scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  min(other: Decimal): Decimal {
    return this.compare(other) <= 0 ? this : other;
  }

  max(other: Decimal): Decimal {
    return this.compare(other) >= 0 ? this : other;
  }

  get isZero(): boolean {
    return this.digits === 0n;
  }

  get isNegative(): boolean {
    return this.digits < 0n;
  }

  get isWhole(): boolean {
    return this.digits % 10n ** BigInt(this.scale) === 0n;
  }

  /** With exactly that many decimals, rounded half away from zero. */
  toFixed(decimals: number): string {
    const value =
      this.scale > decimals ? rounded(this.digits, 10n ** BigInt(this.scale - decimals)) : this.at(decimals);
    const text = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
    const point = text.length - decimals;
    return `${value < 0n ? '-' : ''}${text.slice(0, point)}${decimals > 0 ? `.${text.slice(point)}` : ''}`;
  }

  /** All its digits and no more: `0.0000166667`, `730`. */
  toString(): string {
    const text = this.toFixed(this.scale);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  /** For drawing only: charts need no cents. */
  toNumber(): number {
    return Number(this.toString());
  }

  /** Exact, as a string: JSON's numbers are binary fractions to those who read them. */
  toJSON(): string {
    return this.toString();
  }

  private at(scale: number): bigint {
    return this.digits * 10n ** BigInt(scale - this.scale);
  }
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const half = (n * 2n + d) / (d * 2n);
  return negative ? -half : half;
}
