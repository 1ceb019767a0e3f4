import { parseArrayLiteral } from './array-literal';
import { DataApiError } from './errors';
import { JsonNumber } from './exact-json';
import type { ResultType, ScalarType, ValueKind } from './types';

/** `resultSetOptions` of a call. */
export interface ValueOptions {
  readonly decimalReturnType: 'STRING' | 'DOUBLE_OR_LONG';
  readonly longReturnType: 'LONG' | 'STRING';
}

/** A scalar as JSON would have it, with the member of `Field` and of `ArrayValue` that it belongs in. */
interface Rendered {
  readonly member: 'booleanValue' | 'longValue' | 'doubleValue' | 'stringValue' | 'blobValue';
  readonly json: boolean | string | JsonNumber;
}

const ARRAY_MEMBER = {
  booleanValue: 'booleanValues',
  longValue: 'longValues',
  doubleValue: 'doubleValues',
  stringValue: 'stringValues',
  blobValue: 'stringValues',
} as const;

/** A value as the `Field` of `records`. */
export function toField(text: string | null, type: ResultType, options: ValueOptions): object {
  if (text === null) return { isNull: true };
  if (type.shape === 'array') return { arrayValue: toArrayValue(text, type.element, options) };
  const { member, json } = render(text, type.scalar, options);
  return { [member]: json };
}

/** A value inside `formattedRecords`: blobs as base64, arrays as arrays, everything without a JSON type as a string. */
export function toJsonValue(text: string | null, type: ResultType, options: ValueOptions): unknown {
  if (text === null) return null;
  if (type.shape === 'scalar') return render(text, type.scalar, options).json;
  return parseArrayLiteral(text).map((element) =>
    element === null ? null : render(element, type.element, options).json,
  );
}

function toArrayValue(text: string, element: ScalarType, options: ValueOptions): object {
  const elements = parseArrayLiteral(text).map((item) =>
    item === null ? null : render(item, element, options),
  );
  const sample = elements.find((item) => item !== null);
  const member = ARRAY_MEMBER[sample?.member ?? emptyMember(element.kind, options)];
  // Decimals of one array may be longs and doubles: the list is of doubles then.
  const mixed = elements.some((item) => item !== null && item.member !== sample?.member);
  return { [mixed ? 'doubleValues' : member]: elements.map((item) => item?.json ?? null) };
}

function emptyMember(kind: ValueKind, options: ValueOptions): Rendered['member'] {
  if (kind === 'boolean') return 'booleanValue';
  if (kind === 'double') return 'doubleValue';
  if (kind === 'long' && options.longReturnType === 'LONG') return 'longValue';
  if (kind === 'decimal' && options.decimalReturnType === 'DOUBLE_OR_LONG') return 'doubleValue';
  return 'stringValue';
}

function render(text: string, type: ScalarType, options: ValueOptions): Rendered {
  switch (type.kind) {
    case 'boolean':
      return { member: 'booleanValue', json: text === 't' };
    case 'long':
      if (options.longReturnType === 'STRING') return { member: 'stringValue', json: text };
      return { member: 'longValue', json: new JsonNumber(text) };
    case 'double':
      return { member: 'doubleValue', json: double(text) };
    case 'decimal':
      return decimal(text, options);
    case 'blob':
      return { member: 'blobValue', json: Buffer.from(text.slice(2), 'hex').toString('base64') };
    case 'moment':
      return { member: 'stringValue', json: finite(text) };
    case 'zoned-moment':
      return { member: 'stringValue', json: utc(finite(text)) };
    case 'string':
      return { member: 'stringValue', json: text };
  }
}

/** JSON has no number for NaN and the infinities: AWS's JSON protocols write these as strings. */
function double(text: string): JsonNumber | string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return new JsonNumber(Object.is(value, -0) ? '-0' : JSON.stringify(value));
}

/** "Long if its scale is 0, Double otherwise". */
function decimal(text: string, options: ValueOptions): Rendered {
  if (options.decimalReturnType === 'STRING') return { member: 'stringValue', json: text };
  if (/^-?\d{1,18}$/.test(text)) return { member: 'longValue', json: new JsonNumber(text) };
  return { member: 'doubleValue', json: double(text) };
}

/** A date or timestamp of infinity makes the service fail without a word (reported from Serverless v2). */
function finite(text: string): string {
  if (text === 'infinity' || text === '-infinity') throw new DataApiError('InternalFailure', '');
  return text;
}

const ZONED =
  /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(\.\d+)?([+-])(\d{2})(?::(\d{2}))?(?::(\d{2}))?$/;

/**
 * The service returns a moment in UTC without its offset. The session speaks UTC, so the offset is +00 unless the
 * transaction changed its time zone. Years outside four digits, and BC, stay as PostgreSQL writes them.
 */
function utc(text: string): string {
  if (text.endsWith('+00')) return text.slice(0, -3);
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours, minutes = '0', seconds = '0'] =
    ZONED.exec(text) ?? [];
  if (year === undefined) return text;
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1 : 1);
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const moment = new Date(local - offset * 1000).toISOString();
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)}${fraction}`;
}
