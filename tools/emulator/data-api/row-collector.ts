import type { ColumnDescription, StatementResult, TextRow } from './engine';

/** Rows are kept up to this size and only counted beyond it: the Data API refuses such a result anyway. */
const KEPT_BYTES = 2 * 1024 * 1024;

/** RowDescription as both protocol libraries spell it. */
export interface WireField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
  readonly dataTypeModifier: number;
}

/** Gathers the messages that answer one statement. */
export class RowCollector {
  private columns: readonly ColumnDescription[] | undefined;
  private readonly rows: TextRow[] = [];
  private tag = '';
  private resultBytes = 0;
  private largestRowBytes = 0;

  describe(fields: readonly WireField[]): void {
    this.columns = fields.map((field) => ({
      name: field.name,
      tableOid: field.tableID,
      columnNumber: field.columnID,
      typeOid: field.dataTypeID,
      typeModifier: field.dataTypeModifier,
    }));
  }

  add(values: TextRow): void {
    const bytes = values.reduce((sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)), 0);
    this.resultBytes += bytes;
    this.largestRowBytes = Math.max(this.largestRowBytes, bytes);
    if (this.resultBytes <= KEPT_BYTES) this.rows.push(values);
  }

  complete(tag: string): void {
    this.tag = tag;
  }

  result(): StatementResult {
    const { columns, rows, tag, resultBytes, largestRowBytes } = this;
    return { columns, rows, tag, resultBytes, largestRowBytes };
  }
}
