import { isRaw } from '../../graph/raw';
import { entry, formatPath, isList, isObject, Unknown, type Value } from '../../graph/value';
import type { Deviation } from './compare-values';

type Path = readonly (string | number)[];

/**
 * What the configuration in a plan sets and the other one does not: an argument of which the provider has a default
 * looks the same in the planned values.
 *
 * @param expressions of the resource, as the plan's `configuration` has them
 * @param configured values that were evaluated from the other configuration
 */
export function compareNames(expressions: unknown, configured: Value): readonly Deviation[] {
  return [...added(expressions, configured, [])];
}

function* added(expressions: unknown, configured: Value | undefined, path: Path): Generator<Deviation> {
  if (configured instanceof Unknown) return;
  if (Array.isArray(expressions)) {
    for (const [index, block] of expressions.entries())
      yield* added(block, isList(configured) ? configured[index] : configured, [...path, index]);
    return;
  }
  if (!isRaw(expressions)) return;
  for (const [name, expression] of Object.entries(expressions)) {
    const value = isObject(configured) ? (entry(configured, name) ?? undefined) : undefined;
    const at = [...path, name];
    if (value === undefined && !isNull(expression)) {
      const named = formatPath(at);
      yield { path: named, problem: `${named} is set in the configuration of the plan, and not in this one` };
    } else if (!isExpression(expression)) yield* added(expression, value, at);
  }
}

/** Beside the blocks, which are lists and objects of expressions. */
function isExpression(expression: unknown): boolean {
  return isRaw(expression) && ('constant_value' in expression || 'references' in expression);
}

function isNull(expression: unknown): boolean {
  if (!isRaw(expression)) return false;
  return Object.keys(expression).length === 0 || expression['constant_value'] === null;
}
