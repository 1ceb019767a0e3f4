/**
 * A value of a configuration or a plan. Known values are plain data; whatever is not known is an `Unknown` with its
 * reason, at any depth, and never left out.
 */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [key: string]: Value;
}

/** An attribute of something else in the configuration. */
export interface Reference {
  readonly kind: 'resource' | 'variable' | 'module';
  /** The key of the resource in the graph (`Resource.key`), or `var.name` or `module.name` with the module before it. */
  readonly target: string;
  /** The way to the attribute. Empty for the whole. */
  readonly path: readonly (string | number)[];
  /**
   * The value is made of the attribute and may be more than it: a plan says what `"${aws_s3_bucket.a.arn}/*"` refers to,
   * not what it says. Such a value is never the same as another.
   */
  readonly derived?: boolean;
}

export interface UnknownOptions {
  /** What it is, where the whole value is one attribute of one resource, variable or module. */
  readonly reference?: Reference;
  /** Values of which it may be one; it may also be another. What is bad in each of them is worth a finding. */
  readonly alternatives?: readonly Value[];
}

/** A value that is not known, and why. */
export class Unknown {
  readonly unknown = true;
  readonly reference?: Reference;
  readonly alternatives?: readonly Value[];

  /** @param reason as a phrase that can stand after "unknown: " */
  constructor(
    readonly reason: string,
    options: UnknownOptions = {},
  ) {
    if (options.reference) this.reference = options.reference;
    if (options.alternatives) this.alternatives = options.alternatives;
  }
}

/** A string of which some pieces are not known: `${aws_s3_bucket.a.arn}/*`. There are at least two pieces. */
export class PartialText extends Unknown {
  /**
   * @param parts the known pieces and the unknown ones, in order
   * @param decoded what the string encodes as JSON, where it was made by encoding it
   */
  constructor(
    readonly parts: readonly (string | Unknown)[],
    readonly decoded?: Value,
  ) {
    super(parts.find((part) => part instanceof Unknown)?.reason ?? 'partly unknown');
  }
}

/**
 * In a list: items that nobody knows, any number of them. `concat(["10.0.0.0/8"], var.more)` ends with one. In an object:
 * an entry that may not be there.
 */
export class UnknownItems extends Unknown {}

/** An object to which entries that nobody knows are added: `merge({ a = 1 }, var.more)`. */
export class OpenObject extends Unknown {
  /**
   * @param known all entries that are written; those that come before something unknown may be replaced by it
   * @param sure those that nothing replaces
   */
  constructor(
    reason: string,
    readonly known: ValueObject,
    readonly sure: ValueObject,
  ) {
    super(reason);
  }
}

export function isUnknown(value: Value | undefined): value is Unknown {
  return value instanceof Unknown;
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** As an object of its own properties, whatever their names: `__proto__` too. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ValueObject {
  return Object.fromEntries(entries);
}

/** The entry with that name, and only if the object has it itself. */
export function entry(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Attributes that a resource or data source has itself after `apply`, whatever is configured. */
const NEVER_NULL = new Set([
  'arn',
  'bucket',
  'bucket_domain_name',
  'bucket_regional_domain_name',
  'dns_name',
  'domain_name',
  'execution_arn',
  'hosted_zone_id',
  'id',
  'invoke_arn',
  'key_id',
  'name',
  'qualified_arn',
  'unique_id',
  'url',
]);

/**
 * Not known, and yet neither null nor empty: text around something unknown, or an attribute that is always there. So
 * `var.key_arn != null` is known where the key is a resource.
 */
export function isNeverNull(value: Value | undefined): boolean {
  if (value instanceof PartialText)
    return value.parts.some((part) => typeof part === 'string' && part !== '');
  if (!(value instanceof Unknown) || value.reference?.kind !== 'resource') return false;
  const [first, ...more] = value.reference.path;
  return more.length === 0 && typeof first === 'string' && NEVER_NULL.has(first);
}

/** The deepest nesting that is looked into. Terraform's own values stay far below. */
export const MAX_DEPTH = 200;

/** Values of which everything is known. One value may stand in many places: it is looked through once. */
const whollyKnown = new WeakSet<object>();

/** The first unknown in the value at any depth, or `undefined` if all of it is known. */
export function firstUnknown(value: Value, depth = 0): Unknown | undefined {
  if (typeof value !== 'object' || value === null || whollyKnown.has(value)) return undefined;
  if (value instanceof Unknown) return value;
  if (depth > MAX_DEPTH) return new Unknown('nested too deeply');
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    const found = firstUnknown(item, depth + 1);
    if (found) return found;
  }
  whollyKnown.add(value);
  return undefined;
}

const sizes = new WeakMap<object, number>();

/** How many values it is made of, each counted as often as it stands somewhere: what a walk over it costs. */
export function sizeOf(value: Value, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  if (depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
  let size = 1;
  if (value instanceof PartialText)
    size += value.parts.length + (value.decoded === undefined ? 0 : sizeOf(value.decoded, depth + 1));
  if (value instanceof Unknown) for (const item of value.alternatives ?? []) size += sizeOf(item, depth + 1);
  else for (const item of Object.values(value)) size += sizeOf(item, depth + 1);
  sizes.set(value, size);
  return size;
}

/** The value at the path (`vpc_config[0].subnet_ids`); the unknown on the way to it; `undefined` where nothing is. */
export function valueAt(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  let at = value;
  for (const step of path) {
    if (at === undefined || at === null) return undefined;
    if (at instanceof OpenObject && Object.hasOwn(at.sure, step)) at = at.sure[step];
    else if (at instanceof Unknown) at = extended(at, step);
    else if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else if (isObject(at)) at = entry(at, String(step));
    else return undefined;
  }
  return at;
}

/** What is known of a part of an unknown value. */
export function extended(value: Unknown, step: string | number): Unknown {
  const { reference } = value;
  if (!reference) {
    if (value instanceof PartialText) return new Unknown(value.reason);
    const alternatives = value.alternatives?.map((one) => valueAt(one, [step]) ?? null);
    return alternatives ? new Unknown(value.reason, { alternatives }) : value;
  }
  return new Unknown(value.reason, { reference: { ...reference, path: [...reference.path, step] } });
}

/** `a.b[0].c` as steps. */
export function parsePath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(`"${quoted}"`) : (name ?? ''),
  );
}

/** The steps as `a.b[0]["x.y"]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** The value as a boolean, the way Terraform converts one; `undefined` for what is none. */
export function toBoolean(value: Value | undefined): boolean | Unknown | undefined {
  if (typeof value === 'boolean' || value instanceof Unknown) return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return undefined;
}

/** The value as a number, the way Terraform converts one; `undefined` for what is none. */
export function toNumber(value: Value | undefined): number | Unknown | undefined {
  if (typeof value === 'number' || value instanceof Unknown) return value;
  if (typeof value === 'string' && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
  return undefined;
}

/** The value as a string, the way Terraform converts one; `undefined` for null, lists and objects. */
export function toText(value: Value | undefined): string | Unknown | undefined {
  if (typeof value === 'string' || value instanceof Unknown) return value;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return String(value);
  return undefined;
}

/** All digits, never in exponential form. Terraform computes with more digits than these 15. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e30
    ? BigInt(value).toString()
    : plainDigits(Number(value.toPrecision(15)));
}

function plainDigits(value: number): string {
  const shown = String(value);
  return shown.includes('e-') ? value.toFixed(30).replace(/0+$/, '') : shown;
}

/** One value: the pieces joined, known neighbours together; a string if all are known. */
export function joinText(parts: readonly (string | Unknown)[], decoded?: Value): string | Unknown {
  const joined: (string | Unknown)[] = [];
  for (const part of parts.flatMap((one) => (one instanceof PartialText ? one.parts : [one]))) {
    const last = joined[joined.length - 1];
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [only] = joined;
  if (joined.length === 0) return '';
  if (joined.length === 1 && only !== undefined) return only;
  return new PartialText(joined, decoded);
}

/**
 * Whether two values are the same, for certain. Two unknowns are the same only if they refer to the same attribute of
 * the same thing; `undefined` where nobody can tell.
 */
export function sameValue(a: Value, b: Value, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (a === b && depth > 0) return true;
  if (a instanceof Unknown || b instanceof Unknown) {
    if (!(a instanceof Unknown && b instanceof Unknown)) return undefined;
    if (a === b) return true;
    if (a.reference && b.reference) return sameReference(a.reference, b.reference) ? true : undefined;
    if (!(a instanceof PartialText && b instanceof PartialText) || a.parts.length !== b.parts.length)
      return undefined;
    return a.parts.every((part, i) => sameValue(part, b.parts[i] ?? null, depth + 1) === true)
      ? true
      : undefined;
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  let certain = true;
  for (const [key, item] of left) {
    const other = Array.isArray(b) ? b[Number(key)] : entry(b as ValueObject, key);
    const same = other === undefined ? false : sameValue(item, other, depth + 1);
    if (same === false) return false;
    if (same === undefined) certain = false;
  }
  return certain ? true : undefined;
}

export function sameReference(a: Reference, b: Reference): boolean {
  if (a.derived || b.derived) return false;
  return a.target === b.target && a.kind === b.kind && formatPath(a.path) === formatPath(b.path);
}
