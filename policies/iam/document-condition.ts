import type { PolicyProblems } from './problem';
import { isUnknown, type Unknown } from './truth';

/** The comparison, without its negation, `IfExists` and set operator. */
export type Comparison =
  | 'StringEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringLike'
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'ArnLike'
  | 'Null';

/** One operator with one key: all the conditions of a statement must hold. */
export interface Condition {
  /** As written, for the reader. */
  readonly operator: string;
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set?: 'ForAnyValue' | 'ForAllValues';
  /** As written; compared without regard to case. */
  readonly key: string;
  readonly values: Unknown | readonly (string | Unknown)[];
}

interface Meaning {
  readonly comparison: Comparison;
  readonly negated: boolean;
}

const plain = (comparison: Comparison): Meaning => ({ comparison, negated: false });
const negation = (comparison: Comparison): Meaning => ({ comparison, negated: true });

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['stringequals', plain('StringEquals')],
  ['stringnotequals', negation('StringEquals')],
  ['stringequalsignorecase', plain('StringEqualsIgnoreCase')],
  ['stringnotequalsignorecase', negation('StringEqualsIgnoreCase')],
  ['stringlike', plain('StringLike')],
  ['stringnotlike', negation('StringLike')],
  ['numericequals', plain('NumericEquals')],
  ['numericnotequals', negation('NumericEquals')],
  ['numericlessthan', plain('NumericLessThan')],
  ['numericlessthanequals', plain('NumericLessThanEquals')],
  ['numericgreaterthan', plain('NumericGreaterThan')],
  ['numericgreaterthanequals', plain('NumericGreaterThanEquals')],
  ['dateequals', plain('DateEquals')],
  ['datenotequals', negation('DateEquals')],
  ['datelessthan', plain('DateLessThan')],
  ['datelessthanequals', plain('DateLessThanEquals')],
  ['dategreaterthan', plain('DateGreaterThan')],
  ['dategreaterthanequals', plain('DateGreaterThanEquals')],
  ['bool', plain('Bool')],
  ['binaryequals', plain('BinaryEquals')],
  ['ipaddress', plain('IpAddress')],
  ['notipaddress', negation('IpAddress')],
  ['arnequals', plain('ArnLike')],
  ['arnlike', plain('ArnLike')],
  ['arnnotequals', negation('ArnLike')],
  ['arnnotlike', negation('ArnLike')],
  ['null', plain('Null')],
]);

export function readConditions(value: unknown, problems: PolicyProblems): Unknown | readonly Condition[] {
  if (value === undefined) {
    return [];
  }
  if (isUnknown(value)) {
    return value;
  }
  if (!isObject(value)) {
    return problems.add('POLICY_SYNTAX', 'Condition', 'is an object of operators');
  }
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    const read = readOperator(operator, keys, problems);
    if (isUnknown(read)) {
      return read;
    }
    conditions.push(...read);
  }
  return conditions;
}

function readOperator(operator: string, keys: unknown, problems: PolicyProblems): Unknown | Condition[] {
  const member = `Condition.${operator}`;
  const parts = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/is.exec(operator);
  const meaning = meanings.get((parts?.[2] ?? '').toLowerCase());
  const ifExists = parts?.[3] !== undefined;
  if (meaning === undefined || (meaning.comparison === 'Null' && ifExists)) {
    return problems.add('POLICY_VALUE', member, 'is no condition operator');
  }
  if (isUnknown(keys)) {
    return keys;
  }
  if (!isObject(keys)) {
    return problems.add('POLICY_SYNTAX', member, 'is an object of condition keys');
  }
  const prefix = parts?.[1]?.toLowerCase();
  const set = prefix === undefined ? undefined : prefix === 'foranyvalue' ? 'ForAnyValue' : 'ForAllValues';
  return Object.entries(keys).map(([key, given]) => ({
    operator,
    ...meaning,
    ifExists,
    ...(set === undefined ? {} : { set }),
    key,
    values: readValues(given, `${member}.${key}`, problems),
  }));
}

function readValues(given: unknown, member: string, problems: PolicyProblems): Condition['values'] {
  if (isUnknown(given)) {
    return given;
  }
  const items: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (items.length === 0) {
    return problems.add('POLICY_NO_EFFECT', member, 'an empty list: AWS ignores the condition or refuses it');
  }
  return items.map((item, index) => {
    if (typeof item === 'string' || isUnknown(item)) {
      return item;
    }
    if (typeof item === 'number' || typeof item === 'boolean') {
      return String(item);
    }
    const at = Array.isArray(given) ? `${member}[${index}]` : member;
    return problems.add('POLICY_VALUE', at, 'is a string, a number or true/false');
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
