import type { BoundParameter } from './engine';
import { badRequest, validation } from './errors';
import type { FieldInput, SqlParameterInput } from './requests';
import { TYPE } from './types';

/** The accepted forms of the hints, from the API reference of SqlParameter. Fractions of a second: up to microseconds. */
const HINTS: Readonly<Record<string, { typeOid: number; form?: RegExp; accepted: string }>> = {
  DATE: { typeOid: TYPE.date, form: /^\d{4}-\d{2}-\d{2}$/, accepted: 'YYYY-MM-DD' },
  DECIMAL: {
    typeOid: TYPE.numeric,
    form: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^NaN$/,
    accepted: 'a decimal number',
  },
  JSON: { typeOid: TYPE.json, accepted: 'JSON' },
  TIME: { typeOid: TYPE.time, form: /^\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/, accepted: 'HH:MM:SS[.FFF]' },
  TIMESTAMP: {
    typeOid: TYPE.timestamp,
    form: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
    accepted: 'YYYY-MM-DD HH:MM:SS[.FFF]',
  },
  UUID: {
    typeOid: TYPE.uuid,
    form: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    accepted: 'a UUID',
  },
};

const LONG_MINIMUM = -(2n ** 63n);
const LONG_MAXIMUM = 2n ** 63n - 1n;

/**
 * Puts the values at their positions. Types are sent with them: a string is `text` (so `:id` for a uuid column needs the
 * hint or a cast, as on the service), a long `int8`, a double `float8`; a null without a hint has no type.
 *
 * @throws DataApiError BadRequestException for a name without a value, or a value that is not of its hint's form (neither
 *   wording is verified against Serverless v2); ValidationException for an array
 */
export function bind(
  names: readonly string[],
  parameters: readonly SqlParameterInput[],
): readonly BoundParameter[] {
  const values = new Map(parameters.map((parameter) => [parameter.name, toBound(parameter)]));
  return names.map((name) => {
    const bound = values.get(name);
    if (bound) return bound;
    // A slice such as a[1:2] reads as a parameter named 2; PostgreSQL answers with a syntax error, as on the service.
    if (/^\d+$/.test(name)) return { typeOid: TYPE.unknown, value: null };
    throw badRequest(`Cannot find parameter: ${name}`);
  });
}

function toBound({ name, value, typeHint }: SqlParameterInput): BoundParameter {
  const hint = typeHint === undefined ? undefined : HINTS[typeHint];
  if (value.arrayValue !== undefined) throw validation('Array parameters are not supported');
  if (value.isNull === true) return { typeOid: hint?.typeOid ?? TYPE.unknown, value: null };
  if (value.stringValue !== undefined) {
    if (hint?.form && !hint.form.test(value.stringValue)) {
      throw badRequest(
        `Parameter ${name}: '${value.stringValue}' is not of the form that the type hint ${typeHint} takes: ${hint.accepted}`,
      );
    }
    return { typeOid: hint?.typeOid ?? TYPE.text, value: value.stringValue };
  }
  return toScalar(name, value);
}

function toScalar(name: string, value: FieldInput): BoundParameter {
  if (value.longValue !== undefined) return { typeOid: TYPE.int8, value: longText(name, value.longValue) };
  if (value.doubleValue !== undefined) return { typeOid: TYPE.float8, value: doubleText(value.doubleValue) };
  if (value.booleanValue !== undefined) return { typeOid: TYPE.bool, value: value.booleanValue ? 't' : 'f' };
  if (value.blobValue !== undefined) {
    return { typeOid: TYPE.bytea, value: `\\x${Buffer.from(value.blobValue, 'base64').toString('hex')}` };
  }
  throw validation(`Parameter ${name} has no value`);
}

function longText(name: string, value: number | string): string {
  const long = BigInt(value);
  if (long < LONG_MINIMUM || long > LONG_MAXIMUM)
    throw validation(`Parameter ${name} is not a 64-bit integer`);
  return long.toString();
}

function doubleText(value: number | string): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
