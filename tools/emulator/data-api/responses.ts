import { columnMetadata } from './column-metadata';
import type { Session, StatementResult } from './engine';
import { DataApiError } from './errors';
import { encodeJson } from './exact-json';
import type { Limits } from './limits';
import type { ExecuteStatementInput } from './requests';
import { resolveTypes } from './result-types';
import { toField, toJsonValue } from './values';

/**
 * The response of ExecuteStatement. `generatedFields` is always empty: Aurora PostgreSQL does not fill it. A statement
 * that returns rows updates 0 records in this answer, RETURNING included (not verified against Serverless v2).
 *
 * @throws DataApiError UnsupportedResultException for a type or a size that the service does not return
 */
export async function executeResponse(
  session: Session,
  result: StatementResult,
  input: ExecuteStatementInput,
  limits: Limits,
): Promise<object> {
  const { columns } = result;
  if (columns === undefined) return { generatedFields: [], numberOfRecordsUpdated: updated(result.tag) };
  checkSize(result, limits);
  const types = await resolveTypes(session, columns);
  const values = result.rows.map((row) => types.map((type, index) => ({ type, text: row[index] ?? null })));
  // Documented for SELECT only; code that was tested on Aurora reads the rows of RETURNING so too.
  if (input.formatRecordsAs === 'JSON') {
    const records = values.map((row) =>
      Object.fromEntries(
        row.map(({ text, type }, index) => [columns[index]?.name ?? '', toJsonValue(text, type, input)]),
      ),
    );
    return { formattedRecords: formatted(encodeJson(records), limits), numberOfRecordsUpdated: 0 };
  }
  return {
    ...(input.includeResultMetadata ? { columnMetadata: await columnMetadata(session, columns, types) } : {}),
    numberOfRecordsUpdated: 0,
    records: values.map((row) => row.map(({ text, type }) => toField(text, type, input))),
  };
}

/** One result a parameter set, empty: Aurora PostgreSQL generates no fields. */
export function batchResponse(count: number): object {
  return { updateResults: Array.from({ length: count }, () => ({ generatedFields: [] })) };
}

/** The rows that a command tag counts: `INSERT 0 3`, `UPDATE 3`, `DELETE 3`, `MERGE 3`. */
function updated(tag: string): number {
  return Number(/^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag)?.[1] ?? 0);
}

/** The wording of the first is the service's; that of a row is not verified. */
function checkSize({ resultBytes, largestRowBytes }: StatementResult, limits: Limits): void {
  if (resultBytes > limits.responseBytes) throw tooLarge('The result exceeds the size limit 1 MB');
  if (largestRowBytes > limits.rowBytes) {
    throw tooLarge('The result contains a row that exceeds the size limit 64 KB');
  }
}

function formatted(json: string, limits: Limits): string {
  if (Buffer.byteLength(json) <= limits.formattedRecordsBytes) return json;
  throw tooLarge('The formatted records exceed the size limit 10 MB');
}

function tooLarge(message: string): DataApiError {
  return new DataApiError('UnsupportedResultException', message);
}
