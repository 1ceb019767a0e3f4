import type { Graph } from '../graph/graph';
import type { Resource } from '../graph/resource';
import { isUnknown, toBoolean, toNumber, toText } from '../graph/value';
import type { RuleContext } from '../rules/context';
import { Decimal } from './decimal';
import type { PriceId } from './prices/price-catalogue';
import { HOURS_PER_MONTH } from './prices/price-units';
import type { UsageKey } from './usage/usage-key';

/** What cannot be priced, and why. The bill lists it; it never counts as zero. */
export class NotPriced {
  /** @param reason as a phrase that can stand after "not priced: " */
  constructor(readonly reason: string) {}
}

/** One thing that a resource is billed for. */
export interface Component {
  readonly name: string;
  /** `fixed`: owed for the month whatever happens; `usage`: follows the usage file. */
  readonly kind: 'fixed' | 'usage';
  readonly price: PriceId | ((subject: Subject) => PriceId | NotPriced);
  /** In the price's unit, for a month; `undefined` where the component does not apply. */
  readonly quantity: (subject: Subject) => Decimal | NotPriced | undefined;
}

/** How the resources of a type are billed. */
export interface Pricer {
  readonly type: string;
  /** The heading in the bill. */
  readonly service: string;
  readonly usage?: readonly UsageKey[];
  readonly components: readonly Component[];
  /** What a reader of the bill must know of this resource. */
  readonly notes?: (subject: Subject) => readonly string[];
}

/** A resource that is being priced, and what its pricer may look at. */
export class Subject {
  /** Hours of the month. */
  readonly hours = Decimal.of(HOURS_PER_MONTH);

  constructor(
    readonly resource: Resource,
    readonly context: RuleContext,
    /** The quantity that the usage file says, or the default of the key. */
    private readonly usageOf: (resource: Resource, key: string) => Decimal | undefined,
  ) {}

  get graph(): Graph {
    return this.context.graph;
  }

  /** Another resource that this one is billed by. */
  as(resource: Resource): Subject {
    return new Subject(resource, this.context, this.usageOf);
  }

  /** A quantity from the usage file. @throws RangeError for a key that the pricer does not declare without default */
  usage(key: string): Decimal {
    const value = this.usageOf(this.resource, key);
    if (!value) throw new RangeError(`${this.resource.type} has no usage key ${key}`);
    return value;
  }

  /** What the usage file says, without a default. */
  given(key: string): Decimal | undefined {
    return this.usageOf(this.resource, key);
  }

  /** A numeric attribute. @param absent what AWS takes when it is not written */
  number(path: string, absent: number): Decimal | NotPriced {
    const value = this.resource.get(path);
    if (value === undefined) return Decimal.of(absent);
    const number = toNumber(value);
    if (typeof number === 'number' && Number.isFinite(number)) return Decimal.of(number);
    return new NotPriced(
      isUnknown(value) ? `${path} is not known: ${value.reason}` : `${path} is not a number`,
    );
  }

  /** A text attribute. */
  text(path: string, absent: string): string | NotPriced {
    const value = this.resource.get(path);
    if (value === undefined) return absent;
    const text = toText(value);
    if (typeof text === 'string') return text;
    return new NotPriced(
      isUnknown(value) ? `${path} is not known: ${value.reason}` : `${path} is not a text`,
    );
  }

  /** A boolean attribute. */
  flag(path: string, absent: boolean): boolean | NotPriced {
    const value = this.resource.get(path);
    if (value === undefined) return absent;
    const flag = toBoolean(value);
    if (typeof flag === 'boolean') return flag;
    return new NotPriced(
      isUnknown(value) ? `${path} is not known: ${value.reason}` : `${path} is not a boolean`,
    );
  }

  /** How many items a list has. @param absent when it is not written */
  count(path: string, absent = 0): Decimal | NotPriced {
    const value = this.resource.get(path);
    if (value === undefined) return Decimal.of(absent);
    if (Array.isArray(value)) return Decimal.of(value.length);
    return new NotPriced(
      isUnknown(value) ? `${path} is not known: ${value.reason}` : `${path} is not a list`,
    );
  }
}

/** The product, unless one of the factors is not priced. */
export function product(...factors: readonly (Decimal | NotPriced | number)[]): Decimal | NotPriced {
  let result = Decimal.ONE;
  for (const factor of factors) {
    if (factor instanceof NotPriced) return factor;
    result = result.times(factor);
  }
  return result;
}
