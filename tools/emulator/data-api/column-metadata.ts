import { type ColumnDescription, command, type Session } from './engine';
import { JDBC_ARRAY, type ResultType, type ScalarType, TYPE } from './types';

/** JDBC's `columnNoNulls`, `columnNullable` and `columnNullableUnknown`. */
const NO_NULLS = 0;
const NULLABLE = 1;
const UNKNOWN_NULLABLE = 2;

const SERIAL_NAMES: Readonly<Record<number, string>> = {
  [TYPE.int2]: 'smallserial',
  [TYPE.int4]: 'serial',
  [TYPE.int8]: 'bigserial',
};

interface CatalogueColumn {
  readonly table: string;
  readonly notNull: boolean;
  readonly identity: boolean;
  readonly serial: boolean;
}

/**
 * `columnMetadata` of a result. Its figures are those of the PostgreSQL JDBC driver, which the Data API's examples show:
 * `schemaName` is empty, `name` is the alias as `label` is, a `serial` column says so in `typeName`. Not verified against Serverless v2: `precision` and
 * `scale` of other types than `int4`, `text` and `float8`, and `nullable` of a column that is not a table's.
 */
export async function columnMetadata(
  session: Session,
  columns: readonly ColumnDescription[],
  types: readonly ResultType[],
): Promise<readonly object[]> {
  const catalogue = await readCatalogue(session, columns);
  return columns.map((column, index) => {
    const type = types[index];
    if (type === undefined) throw new Error(`No type for column ${index}`);
    const scalar = type.shape === 'array' ? type.element : type.scalar;
    const origin = catalogue.get(`${column.tableOid}.${column.columnNumber}`);
    const isSerial = type.shape === 'scalar' && (origin?.serial ?? false);
    const measured = measure(column, scalar);
    return {
      arrayBaseColumnType: 0,
      isAutoIncrement: isSerial || (origin?.identity ?? false),
      isCaseSensitive: scalar.isCaseSensitive,
      isCurrency: false,
      isSigned: scalar.isSigned,
      label: column.name,
      name: column.name,
      nullable: origin === undefined ? UNKNOWN_NULLABLE : origin.notNull ? NO_NULLS : NULLABLE,
      precision: measured.precision,
      scale: measured.scale,
      schemaName: '',
      tableName: origin?.table ?? '',
      type: type.shape === 'array' ? JDBC_ARRAY : scalar.jdbcType,
      typeName: typeName(column, type, isSerial),
    };
  });
}

function typeName(column: ColumnDescription, type: ResultType, isSerial: boolean): string {
  if (type.shape === 'array') return `_${type.element.name}`;
  return (isSerial && SERIAL_NAMES[column.typeOid]) || type.scalar.name;
}

/** Bytes that a type modifier counts for itself (`VARHDRSZ`). */
const MODIFIER_HEADER = 4;

function measure(column: ColumnDescription, scalar: ScalarType): { precision: number; scale: number } {
  const modifier = column.typeModifier - MODIFIER_HEADER;
  if (column.typeModifier < 0) return scalar;
  if (scalar.kind === 'decimal') return { precision: modifier >> 16, scale: signedScale(modifier & 0x7ff) };
  if (scalar.name === 'varchar' || scalar.name === 'bpchar') return { precision: modifier, scale: 0 };
  return scalar;
}

/** The scale is an 11-bit signed number since PostgreSQL 15. */
function signedScale(bits: number): number {
  return bits >= 1024 ? bits - 2048 : bits;
}

async function readCatalogue(
  session: Session,
  columns: readonly ColumnDescription[],
): Promise<Map<string, CatalogueColumn>> {
  const tables = [...new Set(columns.map(({ tableOid }) => tableOid).filter((oid) => oid !== 0))];
  const catalogue = new Map<string, CatalogueColumn>();
  if (tables.length === 0) return catalogue;
  const found = await command(
    session,
    `SELECT a.attrelid, a.attnum, c.relname, a.attnotnull, a.attidentity <> '',
       coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false)
     FROM pg_catalog.pg_attribute a
     JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attnum > 0 AND a.attrelid IN (${tables.join(', ')})`,
  );
  for (const [table, number, tableName, notNull, identity, serial] of found.rows) {
    catalogue.set(`${table}.${number}`, {
      table: tableName ?? '',
      notNull: notNull === 't',
      identity: identity === 't',
      serial: serial === 't',
    });
  }
  return catalogue;
}
