import { type ColumnDescription, command, type Session } from './engine';
import { DataApiError } from './errors';
import { builtInType, enumType, type ResultType } from './types';

/**
 * The type of each column. Enums are looked up in the catalogue, which every role may read.
 *
 * @throws DataApiError UnsupportedResultException for a type that the service does not return: the work of the statement
 *   stands all the same (whether the service undoes it is not documented)
 */
export async function resolveTypes(
  session: Session,
  columns: readonly ColumnDescription[],
): Promise<readonly ResultType[]> {
  const strange = columns.map(({ typeOid }) => typeOid).filter((oid) => builtInType(oid) === undefined);
  const enums = strange.length === 0 ? new Map<number, ResultType>() : await readEnums(session, strange);
  return columns.map(({ typeOid }) => {
    const type = builtInType(typeOid) ?? enums.get(typeOid);
    if (type === undefined) throw new Error(`The type ${typeOid} was not looked up`);
    return type;
  });
}

async function readEnums(session: Session, oids: readonly number[]): Promise<Map<number, ResultType>> {
  const found = await command(
    session,
    `SELECT oid, typname, typtype::text FROM pg_catalog.pg_type WHERE oid IN (${oids.join(', ')})`,
  );
  const enums = new Map<number, ResultType>();
  for (const [oid, name, kind] of found.rows) {
    if (kind !== 'e') throw unsupported(name ?? String(oid));
    enums.set(Number(oid), enumType(name ?? ''));
  }
  return enums;
}

/** The service writes the internal "char" type in capitals. An array's name starts with an underscore in the catalogue. */
function unsupported(name: string): DataApiError {
  const written = name === 'char' ? 'CHAR' : name.replace(/^_(.*)$/, '$1[]');
  return new DataApiError(
    'UnsupportedResultException',
    `The result contains the unsupported data type ${written}`,
  );
}
