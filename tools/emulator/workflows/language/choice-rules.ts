import type { ChoiceRule } from './definition';
import type { Json, JsonObject } from './json';
import { findAt, valueAt } from './json-path';
import { runtimeError } from './states-error';

type Compare = (value: Json, wanted: Json) => boolean;

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

/** Operators that look at the variable itself; with `false` they hold when it is not so. */
const KINDS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => instant(value) !== undefined,
};

const COMPARISONS: Readonly<Record<string, Compare>> = {
  ...ordered('String', (value) => (typeof value === 'string' ? value : undefined)),
  ...ordered('Numeric', (value) => (typeof value === 'number' ? value : undefined)),
  ...ordered('Timestamp', instant),
  BooleanEquals: (value, wanted) => typeof value === 'boolean' && value === wanted,
  StringMatches: (value, wanted) =>
    typeof value === 'string' && typeof wanted === 'string' && wildcard(wanted).test(value),
};

/**
 * Whether a rule of a Choice state holds.
 *
 * @throws StatesError when its variable is missing (ask `IsPresent` first, as on AWS) or its operator is unknown
 */
export function holds(rule: ChoiceRule, input: Json, context: JsonObject): boolean {
  if (rule.And) return rule.And.every((part) => holds(part, input, context));
  if (rule.Or) return rule.Or.some((part) => holds(part, input, context));
  if (rule.Not) return !holds(rule.Not, input, context);
  const variable = rule.Variable ?? '';
  const find = (path: string) =>
    path.startsWith('$$') ? findAt(path.slice(1), context) : findAt(path, input);
  const [operator, argument] = operatorOf(rule);
  if (operator === 'IsPresent') return (find(variable) !== undefined) === argument;
  const value = variable.startsWith('$$') ? valueAt(variable.slice(1), context) : valueAt(variable, input);
  const kind = KINDS[operator];
  if (kind) return kind(value) === argument;
  const compare = COMPARISONS[operator.replace(/Path$/, '')];
  if (!compare) throw runtimeError(`The choice operator ${operator} does not exist`);
  const wanted = operator.endsWith('Path') ? find(String(argument)) : argument;
  if (wanted === undefined) throw runtimeError(`Invalid path '${String(argument)}': nothing is there`);
  return compare(value, wanted);
}

function operatorOf(rule: ChoiceRule): [operator: string, argument: Json] {
  const entry = Object.entries(rule).find(
    ([key]) => !['Variable', 'Next', 'Comment', 'And', 'Or', 'Not', 'Output'].includes(key),
  );
  if (!entry) throw runtimeError('A choice rule has no operator');
  return [entry[0], entry[1] as Json];
}

function ordered<T extends string | number>(
  type: string,
  read: (value: Json) => T | undefined,
): Record<string, Compare> {
  const compare =
    (accept: (order: number) => boolean): Compare =>
    (value, wanted) => {
      const left = read(value);
      const right = read(wanted);
      if (left === undefined || right === undefined) return false;
      return accept(left < right ? -1 : left > right ? 1 : 0);
    };
  return Object.fromEntries(Object.entries(ORDERS).map(([name, accept]) => [type + name, compare(accept)]));
}

/** An RFC 3339 time with its zone, in milliseconds. */
function instant(value: Json): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) {
    return undefined;
  }
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** `*` stands for any text; `\*` for a star. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\\*|\\\\|\*|[.+?^${}()|[\]\\]/g, (part) => {
    if (part === '*') return '[\\s\\S]*';
    if (part === '\\*') return '\\*';
    return part === '\\\\' ? '\\\\' : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
