import { validation } from './errors';

/** A `Field` as it arrives: exactly one member. Longs beyond 2⁵³ come as their digits. */
export interface FieldInput {
  readonly isNull?: boolean;
  readonly booleanValue?: boolean;
  readonly longValue?: number | string;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly blobValue?: string;
  readonly arrayValue?: unknown;
}

export interface SqlParameterInput {
  readonly name: string;
  readonly value: FieldInput;
  readonly typeHint?: string;
}

interface Addressed {
  readonly resourceArn: string;
  readonly secretArn: string;
}

export interface BeginTransactionInput extends Addressed {
  readonly database?: string;
}

export interface EndTransactionInput extends Addressed {
  readonly transactionId: string;
}

export interface ExecuteStatementInput extends BeginTransactionInput {
  readonly sql: string;
  readonly transactionId?: string;
  readonly parameters: readonly SqlParameterInput[];
  readonly includeResultMetadata: boolean;
  readonly continueAfterTimeout: boolean;
  readonly decimalReturnType: 'STRING' | 'DOUBLE_OR_LONG';
  readonly longReturnType: 'LONG' | 'STRING';
  readonly formatRecordsAs: 'NONE' | 'JSON';
}

export interface BatchExecuteStatementInput extends BeginTransactionInput {
  readonly sql: string;
  readonly transactionId?: string;
  readonly parameterSets: readonly (readonly SqlParameterInput[])[];
}

type Body = Readonly<Record<string, unknown>>;

const LONG_DIGITS = /("longValue"\s*:\s*)(-?\d{16,})(?=\s*[},])/g;
const FIELD_TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  isNull: (value) => typeof value === 'boolean',
  booleanValue: (value) => typeof value === 'boolean',
  longValue: (value) => Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)),
  doubleValue: (value) => typeof value === 'number' || /^(NaN|-?Infinity)$/.test(String(value)),
  stringValue: (value) => typeof value === 'string',
  blobValue: (value) => typeof value === 'string',
  arrayValue: (value) => typeof value === 'object' && value !== null,
};
const TYPE_HINTS = ['DATE', 'DECIMAL', 'JSON', 'TIME', 'TIMESTAMP', 'UUID'];

/**
 * The body of a request. JSON numbers lose digits beyond 2⁵³, so long values are taken as text first: inside a JSON
 * string the quotes would be escaped, and the pattern does not match.
 *
 * @throws DataApiError ValidationException (the wording of the service's request validation is not verified)
 */
export function parseBody(text: string): Body {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(LONG_DIGITS, '$1"$2"') || '{}');
  } catch {
    throw validation('The request body is not valid JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw validation('The request body is not a JSON object');
  }
  return parsed as Body;
}

export function readBegin(body: Body): BeginTransactionInput {
  // Serverless v1 ignored the schema; v2 refuses the call.
  if (body['schema'] !== undefined && body['schema'] !== null) {
    throw validation("The schema parameter isn't supported");
  }
  return {
    resourceArn: required(body, 'resourceArn'),
    secretArn: required(body, 'secretArn'),
    ...optional('database', body['database']),
  };
}

export function readEnd(body: Body): EndTransactionInput {
  return {
    resourceArn: required(body, 'resourceArn'),
    secretArn: required(body, 'secretArn'),
    transactionId: required(body, 'transactionId'),
  };
}

export function readExecute(body: Body): ExecuteStatementInput {
  const options = objectOf(body['resultSetOptions'] ?? {}, 'resultSetOptions');
  return {
    ...readBegin(body),
    sql: required(body, 'sql'),
    ...optional('transactionId', body['transactionId']),
    parameters: readParameters(body['parameters'] ?? [], 'parameters'),
    includeResultMetadata: body['includeResultMetadata'] === true,
    continueAfterTimeout: body['continueAfterTimeout'] === true,
    decimalReturnType: oneOf(options, 'decimalReturnType', ['STRING', 'DOUBLE_OR_LONG']),
    longReturnType: oneOf(options, 'longReturnType', ['LONG', 'STRING']),
    formatRecordsAs: oneOf(body, 'formatRecordsAs', ['NONE', 'JSON']),
  };
}

export function readBatch(body: Body): BatchExecuteStatementInput {
  const sets = body['parameterSets'] ?? [];
  if (!Array.isArray(sets)) throw constraint('parameterSets', sets, 'Member must be a list');
  return {
    ...readBegin(body),
    sql: required(body, 'sql'),
    ...optional('transactionId', body['transactionId']),
    parameterSets: sets.map((set, index) => readParameters(set, `parameterSets.${index + 1}.member`)),
  };
}

function readParameters(value: unknown, at: string): readonly SqlParameterInput[] {
  if (!Array.isArray(value)) throw constraint(at, value, 'Member must be a list');
  return value.map((item, index) => {
    const place = `${at}.${index + 1}.member`;
    const parameter = objectOf(item, place);
    const { typeHint } = parameter;
    if (typeHint !== undefined && typeHint !== null && !TYPE_HINTS.includes(String(typeHint))) {
      throw constraint(
        `${place}.typeHint`,
        typeHint,
        `Member must satisfy enum value set: [${TYPE_HINTS.join(', ')}]`,
      );
    }
    return {
      name: required(parameter, 'name', place),
      value: readField(parameter['value'], `${place}.value`),
      ...optional('typeHint', typeHint),
    };
  });
}

function readField(value: unknown, at: string): FieldInput {
  const field = objectOf(value, at);
  const members = Object.entries(field).filter(([, member]) => member !== undefined && member !== null);
  const [member] = members;
  if (members.length !== 1 || member === undefined) {
    throw constraint(at, JSON.stringify(value), 'Member must have exactly one value set');
  }
  const [name, content] = member;
  if (FIELD_TYPES[name]?.(content) !== true) {
    throw constraint(`${at}.${name}`, JSON.stringify(content), 'Member must be of its type');
  }
  return { [name]: content };
}

function required(body: Body, name: string, at?: string): string {
  const value = body[name];
  const place = at === undefined ? name : `${at}.${name}`;
  if (value === undefined || value === null) throw constraint(place, 'null', 'Member must not be null');
  if (typeof value !== 'string') throw constraint(place, value, 'Member must be a string');
  return value;
}

function optional<Name extends string>(name: Name, value: unknown): { readonly [N in Name]?: string } {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value !== 'string') throw constraint(name, value, 'Member must be a string');
  return { [name]: value } as { readonly [N in Name]: string };
}

/** One of the values allowed; the first where none is given. */
function oneOf<Value extends string>(body: Body, name: string, allowed: readonly [Value, ...Value[]]): Value {
  const value = body[name];
  if (value === undefined || value === null) return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw constraint(name, value, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

function objectOf(value: unknown, at: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  throw constraint(at, JSON.stringify(value), 'Member must be a structure');
}

function constraint(at: string, value: unknown, what: string): Error {
  return validation(
    `1 validation error detected: Value '${String(value)}' at '${at}' failed to satisfy constraint: ${what}`,
  );
}
