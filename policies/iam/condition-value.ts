import { arnOf, arnTest } from './arn-pattern';
import type { Context } from './context';
import type { Comparison } from './document-condition';
import { globTest } from './glob';
import { addressBytes, rangeTest } from './ip-range';
import { Pattern } from './pattern';
import { isUnknown, type Truth, type Unknown } from './truth';

/** Compares one value of the request with one value of the policy. */
export type ValueTest = (value: string, request: Context) => Truth;

const never: ValueTest = () => 'unknown';

/** Compiles a policy's value. Where AWS would refuse it, nothing can be said: unknown. */
export function valueTest(comparison: Comparison, expected: string | Unknown, variables: boolean): ValueTest {
  if (isUnknown(expected)) {
    return never;
  }
  switch (comparison) {
    case 'StringEquals':
      return textTest(expected, variables, false, false);
    case 'StringEqualsIgnoreCase':
      return textTest(expected, variables, false, true);
    case 'StringLike':
      return textTest(expected, variables, true, false);
    case 'ArnLike': {
      const test = arnTest(expected, variables, false);
      return test === undefined ? never : (value, request) => test(arnOf(value), request);
    }
    case 'IpAddress': {
      const test = rangeTest(expected);
      return test === undefined ? never : (value) => readThen(addressBytes(value), test);
    }
    case 'Bool': {
      const wanted = expected.toLowerCase();
      return isBoolean(wanted)
        ? (value) => (isBoolean(value.toLowerCase()) ? value.toLowerCase() === wanted : 'unknown')
        : never;
    }
    case 'BinaryEquals': {
      const bytes = Buffer.from(expected, 'base64');
      return (value) => Buffer.from(value, 'base64').equals(bytes);
    }
    case 'Null':
      return never;
    default:
      return comparison.startsWith('Date')
        ? orderTest(comparison.slice('Date'.length), expected, instantOf)
        : orderTest(comparison.slice('Numeric'.length), expected, numberOf);
  }
}

function textTest(expected: string, variables: boolean, wildcards: boolean, fold: boolean): ValueTest {
  const pattern = Pattern.of(expected, variables, wildcards, fold);
  if (pattern instanceof Pattern) {
    return (value, request) => pattern.matches(fold ? value.toLowerCase() : value, request, false);
  }
  const test = globTest(pattern);
  return fold ? (value) => test(value.toLowerCase()) : test;
}

function orderTest(
  relation: string,
  expected: string,
  read: (text: string) => number | undefined,
): ValueTest {
  const right = read(expected);
  if (right === undefined) {
    return never;
  }
  const compare = relations[relation];
  return compare === undefined ? never : (value) => readThen(read(value), (left) => compare(left, right));
}

const relations: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** A request's value of another type than the operator's: AWS documents no outcome. */
function readThen<Value>(value: Value | undefined, test: (value: Value) => boolean): Truth {
  return value === undefined ? 'unknown' : test(value);
}

function isBoolean(text: string): boolean {
  return text === 'true' || text === 'false';
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const w3cDate = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/;

/** Milliseconds of a W3C date (UTC where it names no time) or of seconds since 1970; a bare year is a year. */
export function instantOf(text: string): number | undefined {
  if (w3cDate.test(text)) {
    const instant = Date.parse(
      text.replace(/([+-]\d{2})(\d{2})$/, (offset, hours: string, minutes: string) =>
        text.includes('T') ? `${hours}:${minutes}` : offset,
      ),
    );
    return Number.isNaN(instant) ? undefined : instant;
  }
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
}
