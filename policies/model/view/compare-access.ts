import { covers, globOf } from '../../iam/glob';
import { IpSet } from '../network/ip-set';
import type { AccessSnapshot, FunctionAccess, PermissionAccess } from './access-snapshot';

/** What became of what functions may do and reach. Functions are named as they are now; those that are gone as they were. */
export interface AccessChanges {
  readonly permissions: readonly PermissionChange[];
  readonly paths: readonly PathChange[];
  readonly ranges: readonly RangeChange[];
  /** Functions that are the same under another key. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

export interface PermissionChange {
  readonly kind: 'new' | 'wider' | 'removed';
  readonly function: string;
  readonly permission: PermissionAccess;
  /** Of a wider one: what it was. */
  readonly was?: PermissionAccess;
}

export interface PathChange {
  readonly kind: 'new' | 'closed';
  readonly function: string;
  /** `DestinationView.id`. */
  readonly destination: string;
}

export interface RangeChange {
  readonly kind: 'wider' | 'narrower';
  /** Group, direction and traffic. */
  readonly range: string;
  readonly cidrs: readonly string[];
  /** What it was; empty for one that is new. */
  readonly was: readonly string[];
  readonly at?: readonly [key: string, path: string];
}

export interface CompareOptions {
  /** The keys that something had before, by its key now, the latest first: those of `moved` blocks. @default none */
  readonly previousKeys?: (key: string) => readonly string[];
}

/** Compares meaning, not text: what is covered by what was allowed is no change, however it is written. */
export function compareAccess(
  before: AccessSnapshot,
  after: AccessSnapshot,
  options: CompareOptions = {},
): AccessChanges {
  const pairs = matched(before, after, options);
  const permissions: PermissionChange[] = [];
  const paths: PathChange[] = [];
  const renamed: { from: string; to: string }[] = [];
  for (const { key, was, now, formerKey } of pairs) {
    if (formerKey !== undefined && now && formerKey !== key) renamed.push({ from: formerKey, to: key });
    permissions.push(...comparePermissions(key, was?.permissions ?? [], now?.permissions ?? [], options));
    const known = new Set(was?.paths ?? []);
    const left = new Set(now?.paths ?? []);
    for (const destination of left)
      if (!known.has(destination)) paths.push({ kind: 'new', function: key, destination });
    for (const destination of known)
      if (!left.has(destination)) paths.push({ kind: 'closed', function: key, destination });
  }
  return { permissions, paths, ranges: compareRanges(before, after, options), renamed };
}

interface Pair {
  readonly key: string;
  readonly was?: FunctionAccess;
  readonly now?: FunctionAccess;
  readonly formerKey?: string;
}

/** A function is the one with its key, or with a key that it had, or with its name. */
function matched(
  before: AccessSnapshot,
  after: AccessSnapshot,
  { previousKeys = () => [] }: CompareOptions,
): readonly Pair[] {
  const left = new Map(Object.entries(before.functions));
  const pairs: Pair[] = [];
  const open: [string, FunctionAccess][] = [];
  for (const [key, now] of Object.entries(after.functions)) {
    const formerKey = [key, ...previousKeys(key)].find((one) => left.has(one));
    const was = formerKey === undefined ? undefined : left.get(formerKey);
    if (formerKey === undefined || !was) {
      open.push([key, now]);
      continue;
    }
    left.delete(formerKey);
    pairs.push({ key, was, now, formerKey });
  }
  const byName = new Map([...left].map(([key, { name }]) => [name, key]));
  for (const [key, now] of open) {
    const formerKey = byName.get(now.name);
    const was = formerKey === undefined ? undefined : left.get(formerKey);
    if (formerKey === undefined || !was) {
      pairs.push({ key, now });
      continue;
    }
    left.delete(formerKey);
    byName.delete(now.name);
    pairs.push({ key, was, now, formerKey });
  }
  return [...pairs, ...[...left].map(([key, was]) => ({ key, was }))].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
}

function comparePermissions(
  key: string,
  was: readonly PermissionAccess[],
  now: readonly PermissionAccess[],
  { previousKeys }: CompareOptions,
): readonly PermissionChange[] {
  const added = now.filter((one) => !was.some((other) => includes(other, one, previousKeys)));
  const removed = was.filter((one) => !now.some((other) => includes(other, one, previousKeys)));
  const absorbed = new Set<PermissionAccess>();
  const changes = added.map((permission): PermissionChange => {
    // What it covers and more: of those that were there, the first is shown.
    const inner = was.filter((one) => includes(permission, one, previousKeys));
    for (const one of inner) absorbed.add(one);
    const similar = inner[0] ?? was.find((one) => isLoosened(one, permission, previousKeys));
    return similar
      ? { kind: 'wider', function: key, permission, was: similar }
      : { kind: 'new', function: key, permission };
  });
  return [
    ...changes,
    ...removed
      .filter((one) => !absorbed.has(one))
      .map((permission): PermissionChange => ({ kind: 'removed', function: key, permission })),
  ];
}

type Previous = CompareOptions['previousKeys'];

/** Whether everything that the second allows is allowed by the first. */
function includes(outer: PermissionAccess, inner: PermissionAccess, previous: Previous): boolean {
  return (
    coversText(outer.action.toLowerCase(), inner.action.toLowerCase()) &&
    (coversText(outer.resource, inner.resource) || sameUnderMove(outer.resource, inner.resource, previous)) &&
    outer.conditions.every((one) =>
      inner.conditions.some((other) => one === other || sameUnderMove(one, other, previous)),
    ) &&
    outer.exceptions.every((one) =>
      inner.exceptions.some((other) => one === other || sameUnderMove(one, other, previous)),
    )
  );
}

/** The same action on the same resource, with a condition or a denial less. */
function isLoosened(was: PermissionAccess, now: PermissionAccess, previous: Previous): boolean {
  return (
    was.action === now.action &&
    (was.resource === now.resource || sameUnderMove(was.resource, now.resource, previous))
  );
}

function coversText(outer: string, inner: string): boolean {
  return outer === inner || (/[*?]/.test(outer) && covers(globOf(outer), globOf(inner)));
}

/** Texts in which a resource that moved stands under its old name in one of them: `<network:aws_x.old.id>`. */
function sameUnderMove(one: string, other: string, previous: Previous): boolean {
  if (!previous || !one.includes('<') || !other.includes('<')) return false;
  const forms = (text: string) => {
    const found = new Set([text]);
    for (const [whole, key = '', attribute = ''] of text.matchAll(/<([^<>]+)\.([^.<>]+)>/g)) {
      for (const former of previous(key)) found.add(text.replace(whole, `<${former}.${attribute}>`));
    }
    return found;
  };
  const left = forms(one);
  return [...forms(other)].some((text) => left.has(text));
}

function compareRanges(
  before: AccessSnapshot,
  after: AccessSnapshot,
  { previousKeys = () => [] }: CompareOptions,
): readonly RangeChange[] {
  const changes: RangeChange[] = [];
  const left = new Map(Object.entries(before.ranges));
  for (const [range, { cidrs, at }] of Object.entries(after.ranges)) {
    const [group = '', ...rest] = range.split(' ');
    const former = [range, ...previousKeys(group).map((key) => [key, ...rest].join(' '))].find((one) =>
      left.has(one),
    );
    const was = former === undefined ? undefined : left.get(former);
    if (former !== undefined) left.delete(former);
    const [old, now] = [setOf(was?.cidrs ?? []), setOf(cidrs)];
    if (!old.contains(now)) changes.push({ kind: 'wider', range, cidrs, was: was?.cidrs ?? [], at });
    else if (!now.contains(old)) changes.push({ kind: 'narrower', range, cidrs, was: was?.cidrs ?? [], at });
  }
  for (const [range, { cidrs }] of left) changes.push({ kind: 'narrower', range, cidrs: [], was: cidrs });
  return changes;
}

function setOf(cidrs: readonly string[]): IpSet {
  try {
    return IpSet.cidrs(...cidrs);
  } catch {
    // A baseline that somebody edited: a range that cannot be read was not approved.
    return IpSet.EMPTY;
  }
}
