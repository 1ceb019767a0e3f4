import { groupBy } from './lists';
import { isRaw } from './raw';
import type { Edge } from './resource';
import {
  formatPath,
  isObject,
  MAX_DEPTH,
  objectOf,
  type Reference,
  Unknown,
  type Value,
  type ValueObject,
} from './value';

/**
 * The values of a planned resource with an unknown wherever the plan says "known after apply". Only what is unknown is
 * copied; the rest is the plan's own JSON.
 *
 * @param edges what the attributes refer to
 * @param names the paths at which they refer to something, with the names, whether or not those lead anywhere
 */
export function planValues(
  values: unknown,
  unknown: unknown,
  key: string,
  edges: readonly Edge[],
  names: readonly (readonly [string, readonly string[]])[],
): ValueObject {
  const known = isRaw(values) ? (values as ValueObject) : {};
  if (!isRaw(unknown)) return known;
  const byPath = groupBy(edges, ({ path }) => path);
  const merged = merge(known, unknown, [], (path) => reason(path, key, byPath, new Map(names)));
  return isObject(merged) ? merged : known;
}

function merge(
  value: Value | undefined,
  unknown: unknown,
  path: readonly (string | number)[],
  make: (path: readonly (string | number)[]) => Unknown,
): Value {
  if (unknown === true || path.length > MAX_DEPTH) return make(path);
  if (Array.isArray(unknown)) {
    const list = Array.isArray(value) ? (value as readonly Value[]) : [];
    if (!hasUnknown(unknown)) return value ?? null;
    const length = Math.max(list.length, unknown.length);
    return Array.from({ length }, (_, i) => merge(list[i], unknown[i], [...path, i], make));
  }
  if (!isRaw(unknown)) return value ?? null;
  const entries = Object.entries(unknown).filter(([, inner]) => hasUnknown(inner));
  if (entries.length === 0) return value ?? null;
  const given = isObject(value) ? value : {};
  return objectOf([
    ...Object.entries(given),
    ...entries.map(([name, inner]): [string, Value] => [
      name,
      merge(Object.hasOwn(given, name) ? given[name] : undefined, inner, [...path, name], make),
    ]),
  ]);
}

/** Whether anything in it is unknown: a plan lists known lists and maps too, as empty ones. */
function hasUnknown(unknown: unknown, depth = 0): boolean {
  if (unknown === true) return true;
  if (typeof unknown !== 'object' || unknown === null) return false;
  if (depth > MAX_DEPTH) return true;
  return Object.values(unknown).some((inner) => hasUnknown(inner, depth + 1));
}

function reason(
  path: readonly (string | number)[],
  key: string,
  edges: ReadonlyMap<string, readonly Edge[]>,
  names: ReadonlyMap<string, readonly string[]>,
): Unknown {
  const named = formatPath(path);
  // The references of a list or a map stand at the attribute, not at its items.
  let found: readonly Edge[] = [];
  for (let end = path.length; end > 0 && found.length === 0; end -= 1)
    found = edges.get(formatPath(path.slice(0, end))) ?? [];
  for (let end = path.length; end > 0 && found.length === 0; end -= 1) {
    const written = names.get(formatPath(path.slice(0, end)));
    if (written)
      return new Unknown(`${named} is known after apply: it follows from ${written.slice(0, 3).join(', ')}`);
  }
  if (found.length === 0) {
    const reference: Reference = { kind: 'resource', target: key, path };
    return new Unknown(`${key}.${named} is known after apply`, { reference });
  }
  const [only, ...others] = found;
  const from = [
    ...new Set(found.map(({ target, attribute }) => (attribute === '' ? target : `${target}.${attribute}`))),
  ];
  const shown = from.slice(0, 3).join(', ');
  const text = `${named} is known after apply: it follows from ${shown}${from.length > 3 ? ' and others' : ''}`;
  const attribute = only && (only.attribute || impliedAttribute(only));
  if (!only || others.length > 0 || !attribute) return new Unknown(text);
  const reference: Reference = {
    kind: 'resource',
    target: only.target,
    path: [attribute],
    derived: true,
  };
  return new Unknown(text, { reference });
}

/**
 * Of `data.aws_iam_policy_document.a[each.key].json` a plan says `data.aws_iam_policy_document.a` and `each.key`. Who
 * refers to a document and to nothing else wants what it renders.
 */
function impliedAttribute({ target, exact }: Edge): string {
  return exact && /(^|\.)data\.aws_iam_policy_document\./.test(target) ? 'json' : '';
}
