import type { SqlParameter } from '@aws-sdk/client-rds-data';

/** A named parameter of a statement. Values never become part of the statement's text. */
export type Parameter = SqlParameter;

export function text(name: string, value: string | null): Parameter {
  return value === null ? { name, value: { isNull: true } } : { name, value: { stringValue: value } };
}

export function uuid(name: string, value: string): Parameter {
  return { name, value: { stringValue: value }, typeHint: 'UUID' };
}

/** @throws RangeError for a number that would not arrive exactly */
export function integer(name: string, value: number): Parameter {
  if (!Number.isSafeInteger(value)) throw new RangeError(`parameter ${name} is not a safe integer`);
  return { name, value: { longValue: value } };
}

export function json(name: string, value: unknown): Parameter {
  return { name, value: { stringValue: JSON.stringify(value) }, typeHint: 'JSON' };
}

/**
 * A point in time, to the millisecond. The Data API's type has no zone: the text is in UTC, and the statement must say so
 * (`cast(:at as timestamp) at time zone 'UTC'`).
 */
export function timestamp(name: string, value: Date): Parameter {
  const stringValue = value.toISOString().replace('T', ' ').replace('Z', '');
  return { name, value: { stringValue }, typeHint: 'TIMESTAMP' };
}
