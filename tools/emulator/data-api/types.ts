/** Object ids of PostgreSQL's built-in types that the Data API knows (`pg_type.dat`; they never change). */
export const TYPE = {
  unknown: 0,
  bool: 16,
  bytea: 17,
  name: 19,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  cidr: 650,
  float4: 700,
  float8: 701,
  inet: 869,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  timetz: 1266,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
  int4range: 3904,
  numrange: 3906,
  tstzrange: 3910,
} as const;

/** What a value becomes in a response. */
export type ValueKind =
  | 'boolean'
  | 'long'
  | 'double'
  | 'decimal'
  | 'string'
  | 'blob'
  | 'moment'
  | 'zoned-moment';

/** A type that a result may hold. The JDBC numbers (`java.sql.Types`) are what `columnMetadata.type` has. */
export interface ScalarType {
  readonly name: string;
  readonly kind: ValueKind;
  readonly jdbcType: number;
  readonly precision: number;
  readonly scale: number;
  readonly isSigned: boolean;
  readonly isCaseSensitive: boolean;
}

const JDBC = {
  bit: -7,
  bigint: -5,
  binary: -2,
  char: 1,
  numeric: 2,
  integer: 4,
  smallint: 5,
  real: 7,
  double: 8,
  varchar: 12,
  date: 91,
  time: 92,
  timestamp: 93,
  other: 1111,
  array: 2003,
} as const;

export const JDBC_ARRAY = JDBC.array;

/** JDBC's "no limit" for the precision of text. */
const UNLIMITED = 2_147_483_647;

function scalar(
  name: string,
  kind: ValueKind,
  jdbcType: number,
  precision: number,
  scale = 0,
  flags: { signed?: boolean; caseSensitive?: boolean } = {},
): ScalarType {
  const { signed = false, caseSensitive = false } = flags;
  return { name, kind, jdbcType, precision, scale, isSigned: signed, isCaseSensitive: caseSensitive };
}

const SIGNED = { signed: true };
const TEXTUAL = { caseSensitive: true };

/**
 * The scalar types of the "Data API operations reference" for Aurora PostgreSQL, with `timestamptz`, `oid` and three
 * range types, which are not in it but are reported to work. Anything else (money, interval, geometry, xml, "char",
 * regclass, …) is refused, as the service does.
 */
const SCALARS: ReadonlyMap<number, ScalarType> = new Map<number, ScalarType>([
  [TYPE.bool, scalar('bool', 'boolean', JDBC.bit, 1)],
  [TYPE.int2, scalar('int2', 'long', JDBC.smallint, 5, 0, SIGNED)],
  [TYPE.int4, scalar('int4', 'long', JDBC.integer, 10, 0, SIGNED)],
  [TYPE.int8, scalar('int8', 'long', JDBC.bigint, 19, 0, SIGNED)],
  [TYPE.oid, scalar('oid', 'long', JDBC.bigint, 10)],
  [TYPE.float4, scalar('float4', 'double', JDBC.real, 8, 8, SIGNED)],
  [TYPE.float8, scalar('float8', 'double', JDBC.double, 17, 17, SIGNED)],
  [TYPE.numeric, scalar('numeric', 'decimal', JDBC.numeric, 0, 0, SIGNED)],
  [TYPE.text, scalar('text', 'string', JDBC.varchar, UNLIMITED, 0, TEXTUAL)],
  [TYPE.varchar, scalar('varchar', 'string', JDBC.varchar, UNLIMITED, 0, TEXTUAL)],
  [TYPE.bpchar, scalar('bpchar', 'string', JDBC.char, UNLIMITED, 0, TEXTUAL)],
  [TYPE.name, scalar('name', 'string', JDBC.varchar, UNLIMITED, 0, TEXTUAL)],
  [TYPE.json, scalar('json', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.jsonb, scalar('jsonb', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.uuid, scalar('uuid', 'string', JDBC.other, UNLIMITED)],
  [TYPE.inet, scalar('inet', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.cidr, scalar('cidr', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.date, scalar('date', 'moment', JDBC.date, 13)],
  [TYPE.time, scalar('time', 'moment', JDBC.time, 15, 6)],
  [TYPE.timetz, scalar('timetz', 'moment', JDBC.time, 21, 6)],
  [TYPE.timestamp, scalar('timestamp', 'moment', JDBC.timestamp, 29, 6)],
  [TYPE.timestamptz, scalar('timestamptz', 'zoned-moment', JDBC.timestamp, 35, 6)],
  [TYPE.bytea, scalar('bytea', 'blob', JDBC.binary, UNLIMITED)],
  [TYPE.int4range, scalar('int4range', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.numrange, scalar('numrange', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
  [TYPE.tstzrange, scalar('tstzrange', 'string', JDBC.other, UNLIMITED, 0, TEXTUAL)],
]);

/** Array type of each element type that the service returns one-dimensional arrays of. */
const ARRAYS: ReadonlyMap<number, number> = new Map<number, number>([
  [1000, TYPE.bool],
  [1003, TYPE.name],
  [1005, TYPE.int2],
  [1007, TYPE.int4],
  [1009, TYPE.text],
  [1014, TYPE.bpchar],
  [1015, TYPE.varchar],
  [1016, TYPE.int8],
  [1021, TYPE.float4],
  [1022, TYPE.float8],
  [1028, TYPE.oid],
  [199, TYPE.json],
  [3807, TYPE.jsonb],
  [1115, TYPE.timestamp],
  [1182, TYPE.date],
  [1183, TYPE.time],
  [1185, TYPE.timestamptz],
  [1231, TYPE.numeric],
  [2951, TYPE.uuid],
]);

/** A type as the results need it. */
export type ResultType =
  | { readonly shape: 'scalar'; readonly scalar: ScalarType }
  | { readonly shape: 'array'; readonly element: ScalarType };

export function builtInType(oid: number): ResultType | undefined {
  const found = SCALARS.get(oid);
  if (found) return { shape: 'scalar', scalar: found };
  const element = SCALARS.get(ARRAYS.get(oid) ?? TYPE.unknown);
  return element && { shape: 'array', element };
}

/** An enum's values are returned as strings. */
export function enumType(name: string): ResultType {
  return { shape: 'scalar', scalar: scalar(name, 'string', JDBC.varchar, UNLIMITED, 0, TEXTUAL) };
}
