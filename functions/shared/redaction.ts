import { safeError } from './safe-error';

/** What stands in a log line in the place of what may not be there. */
const CENSOR = '[redacted]';

/** Members that never reach a log, whoever passes them by mistake. */
const SECRETS = ['password', 'secretString', 'token', 'authorization'];
const CUSTOMER_DATA = [
  'accountNumber',
  'depositAccountNumber',
  'routingNumber',
  'drawer',
  'chequeNumber',
  'body',
  'headers',
  'fields',
];
const NAMES: ReadonlySet<string> = new Set([...SECRETS, ...CUSTOMER_DATA].map(bare));

/** pino's serializers make these safe, also where something that is no Error was thrown. */
const SERIALIZED: ReadonlySet<string> = new Set(['error', 'err']);

/** Deeper, a value is left out as a whole: a log line is not the place for it, and the stack has an end. */
const DEEPEST = 50;

/**
 * The members of a log line, copied, without secrets and customer data at any depth and in any spelling of their names
 * (`accountNumber`, `account_number`, `ACCOUNT-NUMBER`). What is returned is data only: getters and `toJSON` have been
 * called, once, so that nothing that is written later can differ from what was looked at.
 *
 * Errors become what `safeError` tells of them; but `error` and `err` of the line itself stay, for pino's serializers.
 * It does not throw: what cannot be read is said to be so.
 */
export function redacted(members: object): Record<string, unknown> {
  return copyOf(members, [], SERIALIZED);
}

/** As `redacted`, for one value of any kind. */
export function redactedValue(value: unknown): unknown {
  return copyOfAny(value, []);
}

function copyOfAny(value: unknown, within: readonly object[]): unknown {
  if (typeof value === 'object' && value !== null) return copyOfObject(value, within);
  // JSON has neither.
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'function' ? undefined : value;
}

function copyOf(
  source: object,
  within: readonly object[],
  untouched?: ReadonlySet<string>,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  let around: readonly object[] | undefined;
  for (const name of namesOf(source)) {
    if (isRedacted(name)) {
      copy[name] = CENSOR;
      continue;
    }
    const value = memberOf(source, name);
    if (typeof value === 'function') continue;
    if (typeof value !== 'object' || value === null || untouched?.has(name)) {
      put(copy, name, typeof value === 'bigint' ? String(value) : value);
      continue;
    }
    around ??= [...within, source];
    put(copy, name, copyOfObject(value, around));
  }
  return copy;
}

function copyOfObject(value: object, within: readonly object[]): unknown {
  if (within.length >= DEEPEST) return '[too deep]';
  if (within.includes(value)) return '[Circular]';
  if (value instanceof Error) return resultOf(() => safeError(value));
  if (Array.isArray(value)) return copyOfArray(value, [...within, value]);
  const toJson = memberOf(value, 'toJSON');
  if (typeof toJson !== 'function') return copyOf(value, within);
  const told = resultOf(() => toJson.call(value) as unknown);
  if (typeof told !== 'object' || told === null) return copyOfAny(told, within);
  // JSON.stringify does not ask the answer of `toJSON` again; and it may be the object itself.
  return Array.isArray(told) ? copyOfArray(told, [...within, value]) : copyOf(told, [...within, value]);
}

function copyOfArray(values: readonly unknown[], within: readonly object[]): unknown[] {
  return Array.from({ length: values.length }, (_, index) =>
    copyOfAny(memberOf(values, String(index)), within),
  );
}

/** `__proto__` is a name as any other in JSON; set in the plain way, it would be the copy's prototype. */
function put(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
}

function namesOf(source: object): readonly string[] {
  try {
    return Object.keys(source);
  } catch {
    return [];
  }
}

function memberOf(source: object, name: string): unknown {
  return resultOf(() => (source as Readonly<Record<string, unknown>>)[name]);
}

function resultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return '[unreadable]';
  }
}

/** Names in log lines are few and the same in every call. Names that come from data are many: not all are kept. */
const verdicts = new Map<string, boolean>();
const MOST_VERDICTS = 500;

function isRedacted(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const verdict = NAMES.has(bare(name));
  if (verdicts.size < MOST_VERDICTS) verdicts.set(name, verdict);
  return verdict;
}

function bare(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
