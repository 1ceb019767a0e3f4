import {
  entry,
  isList,
  isObject,
  objectOf,
  toBoolean,
  toNumber,
  toText,
  Unknown,
  type Value,
} from '../value';
import type { Expression } from './ast';
import { EvaluationError } from './budget';
import { setOf } from './sets';

/** Evaluates the second argument of `optional(type, default)`: always constant. */
type Constant = (expression: Expression) => Value;

/**
 * The value as the variable's type makes it: strings become numbers, lists sets, and optional attributes get their
 * defaults. Without a type the value stays as it is.
 *
 * @throws EvaluationError if it cannot be converted
 */
export function convert(value: Value, type: Expression | undefined, constant: Constant): Value {
  if (type === undefined || value === null || value instanceof Unknown) return value;
  if (type.kind === 'name') return scalar(value, type.name);
  if (type.kind !== 'call') return value;
  const [inner] = type.args;
  switch (type.name) {
    case 'list':
      return items(value).map((item) => convert(item, inner, constant));
    case 'set':
      return setOf(items(value).map((item) => convert(item, inner, constant)));
    case 'tuple':
      return items(value).map((item, index) =>
        convert(item, inner?.kind === 'tuple' ? inner.items[index] : undefined, constant),
      );
    case 'map':
      return objectOf(
        Object.entries(entries(value)).map(([key, item]) => [key, convert(item, inner, constant)]),
      );
    case 'object':
      return object(entries(value), inner, constant);
    case 'optional':
      return convert(value, inner, constant);
    default:
      return value;
  }
}

/**
 * The type of a part; no type for what may be anything. `undefined` where the part cannot be looked at alone: a default
 * may stand in its place, or an index of a set has no meaning before it is one.
 */
export function typeAt(
  type: Expression | undefined,
  steps: readonly (string | number)[],
): { readonly type: Expression | undefined } | undefined {
  let at = type;
  for (const step of steps) {
    if (at === undefined || (at.kind === 'name' && at.name === 'any')) return { type: undefined };
    if (at.kind !== 'call') return undefined;
    const [inner] = at.args;
    if ((at.name === 'list' && typeof step === 'number') || (at.name === 'map' && typeof step === 'string'))
      at = inner;
    else if (at.name === 'object' && inner?.kind === 'object') {
      const attribute = inner.items.find(([key]) => key.kind === 'literal' && key.value === step)?.[1];
      if (!attribute || (attribute.kind === 'call' && attribute.name === 'optional')) return undefined;
      at = attribute;
    } else return undefined;
  }
  return { type: at };
}

function object(
  value: Readonly<Record<string, Value>>,
  type: Expression | undefined,
  constant: Constant,
): Value {
  if (type?.kind !== 'object') return value;
  return objectOf(
    type.items.flatMap(([key, attribute]): [string, Value][] => {
      if (key.kind !== 'literal') return [];
      const name = String(key.value);
      const isOptional = attribute.kind === 'call' && attribute.name === 'optional';
      const given = entry(value, name) ?? null;
      if (given !== null) return [[name, convert(given, attribute, constant)]];
      if (!isOptional) {
        if (entry(value, name) === undefined) throw new EvaluationError(`the attribute ${name} is missing`);
        return [[name, null]];
      }
      const [inner, fallback] = attribute.args;
      return [[name, fallback ? convert(constant(fallback), inner, constant) : null]];
    }),
  );
}

function items(value: Value): readonly Value[] {
  if (!isList(value)) throw new EvaluationError('not a list');
  return value;
}

function entries(value: Value): Readonly<Record<string, Value>> {
  if (!isObject(value)) throw new EvaluationError('not an object');
  return value;
}

function scalar(value: Value, type: string): Value {
  const converted =
    type === 'string'
      ? toText(value)
      : type === 'number'
        ? toNumber(value)
        : type === 'bool'
          ? toBoolean(value)
          : value;
  if (converted === undefined) throw new EvaluationError(`not a ${type}`);
  return converted;
}
