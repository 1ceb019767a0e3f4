import { valueTest } from './condition-value';
import type { Context, ContextValue } from './context';
import type { Condition } from './document-condition';
import { every, isUnknown, not, some, type Truth } from './truth';

export type ConditionTest = (request: Context) => Truth;

/** Compiles one operator and key. */
export function conditionTest(condition: Condition, variables: boolean): ConditionTest {
  const key = condition.key.toLowerCase();
  const { values } = condition;
  if (isUnknown(values)) {
    return () => 'unknown';
  }
  if (condition.comparison === 'Null') {
    return (request) => isAbsent(request.value(key), values);
  }
  const tests = values.map((value) => valueTest(condition.comparison, value, variables));
  const positive = (value: string, request: Context): Truth =>
    tests.length === 1 ? (tests[0]?.(value, request) ?? false) : some(tests, (test) => test(value, request));
  const holds = condition.negated
    ? (value: string, request: Context): Truth => not(positive(value, request))
    : positive;
  return (request) => {
    const value = request.value(key);
    if (value !== undefined && isUnknown(value)) {
      return 'unknown';
    }
    switch (condition.set) {
      case 'ForAllValues':
        return value === undefined || isNullSet(value)
          ? true
          : every(listOf(value), (item) => holds(item, request));
      case 'ForAnyValue':
        return anyValue(value, condition.ifExists, (item) => holds(item, request));
      default:
        return singleValue(value, condition, (item) => holds(item, request));
    }
  };
}

/**
 * Without a set operator the key is single-valued. AWS documents that a key with several values requires a set
 * operator, and not what happens without one.
 */
function singleValue(
  value: string | readonly string[] | undefined,
  condition: Condition,
  holds: (value: string) => Truth,
): Truth {
  if (value === undefined) {
    return condition.negated || condition.ifExists;
  }
  const [first, ...others] = listOf(value);
  return first === undefined || others.length > 0 ? 'unknown' : holds(first);
}

/**
 * An absent key and a null set are false, for negated operators too. `IfExists` contradicts that for an absent key
 * (documented as true), so the two together are unknown there.
 */
function anyValue(
  value: string | readonly string[] | undefined,
  ifExists: boolean,
  holds: (value: string) => Truth,
): Truth {
  if (value === undefined) {
    return ifExists ? 'unknown' : false;
  }
  const result = some(listOf(value), holds);
  return isNullSet(value) && result !== false ? 'unknown' : result;
}

/** `true` asks for absence. Whether an empty text counts as null is documented only in passing: unknown. */
function isAbsent(
  value: ContextValue | undefined,
  expected: readonly (string | { unknown: string })[],
): Truth {
  const absent: Truth = value === undefined ? true : isUnknown(value) || isNullSet(value) ? 'unknown' : false;
  return some(expected, (item) => {
    const wanted = isUnknown(item) ? 'unknown' : item.toLowerCase();
    if (wanted === 'true') {
      return absent;
    }
    return wanted === 'false' ? not(absent) : 'unknown';
  });
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** A value that "resolves to a null data set, such as an empty string" (IAM User Guide, set operators). */
function isNullSet(value: string | readonly string[]): boolean {
  return typeof value === 'string' ? value === '' : value.every((item) => item === '');
}
