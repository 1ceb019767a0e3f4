import { decodeJson } from '../../../graph/json-text';
import type { Resource } from '../../../graph/resource';
import {
  entry,
  isList,
  isObject,
  isUnknown,
  MAX_DEPTH,
  toText,
  Unknown,
  type Value,
  type ValueObject,
} from '../../../graph/value';
import { written } from '../../attribute';

/** One state of a machine: its name, with those of the states that it is in. */
export interface State {
  readonly name: string;
  readonly body: ValueObject;
}

export interface Definition {
  readonly root: ValueObject;
  readonly states: readonly State[];
  /** Why there may be states that are not among them. */
  readonly unknown?: Unknown;
}

/** What a machine does, in the Amazon States Language; or why that is not known. */
export function definitionOf(machine: Resource): Definition | Unknown {
  const value = written(machine, 'definition');
  const text = toText(value);
  const root = text === undefined ? undefined : decodeJson(text);
  if (!isObject(root)) return isUnknown(value) ? value : new Unknown('the definition is not a JSON object');
  const states: State[] = [];
  const unknown = collect(root, '', states, 0);
  return { root, states, ...(unknown ? { unknown } : {}) };
}

/** The states of a machine, a branch, or the part of a map that runs for each item. */
function collect(
  part: Value | undefined,
  prefix: string,
  found: State[],
  depth: number,
): Unknown | undefined {
  if (part === undefined || part === null) return undefined;
  if (isUnknown(part)) return part;
  if (depth > MAX_DEPTH) return new Unknown('nested too deeply');
  const states = isObject(part) ? entry(part, 'States') : undefined;
  if (isUnknown(states)) return states;
  if (!isObject(states)) return undefined;
  let unknown: Unknown | undefined;
  for (const [name, body] of Object.entries(states)) {
    if (isUnknown(body)) unknown ??= body;
    if (!isObject(body)) continue;
    found.push({ name: `${prefix}${name}`, body });
    const branches = entry(body, 'Branches');
    const inner = [
      ...(isList(branches) ? branches : branches === undefined ? [] : [branches]),
      entry(body, 'Iterator'),
      entry(body, 'ItemProcessor'),
    ];
    for (const one of inner) unknown ??= collect(one, `${prefix}${name} / `, found, depth + 1);
  }
  return unknown;
}

/** The names of some states, for a message. */
export function named(states: readonly State[]): string {
  const shown = states.slice(0, 5).map(({ name }) => name);
  return states.length > shown.length
    ? `${shown.join(', ')} and ${states.length - shown.length} more`
    : shown.join(', ');
}
