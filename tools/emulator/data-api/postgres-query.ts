import type { Connection, Submittable } from 'pg';
import { DatabaseError, type Statement, type StatementResult } from './engine';
import { RowCollector, type WireField } from './row-collector';

/** The calls of pg's connection that a query class makes (pg-cursor makes the same); @types/pg has them loosely. */
interface WireConnection {
  parse(query: { name: string; text: string; types: readonly number[] }): void;
  bind(config: { values: readonly (string | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(config: object): void;
  sync(): void;
}

interface ReportedError {
  readonly message: string;
  readonly code?: string;
  readonly severity?: string;
  readonly hint?: string;
  readonly position?: string;
}

/**
 * A query for pg's queue that sends the parameters' types and takes every value as text: pg's own query class infers
 * the types and parses the values, and so would answer otherwise than PGlite.
 */
export class PostgresQuery implements Submittable {
  private readonly collector = new RowCollector();

  constructor(
    private readonly statement: Statement,
    private readonly resolve: (result: StatementResult) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    const wire = connection as unknown as WireConnection;
    wire.parse({
      name: '',
      text: this.statement.text,
      types: this.statement.parameters.map((p) => p.typeOid),
    });
    wire.bind({ values: this.statement.parameters.map(({ value }) => value) });
    wire.describe({ type: 'P', name: '' });
    wire.execute({});
    wire.sync();
  }

  handleRowDescription(message: { readonly fields: readonly WireField[] }): void {
    this.collector.describe(message.fields);
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    this.collector.add(message.fields);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.collector.complete(message.text);
  }

  handleEmptyQuery(): void {
    this.collector.complete('');
  }

  handlePortalSuspended(): void {
    // Never: every row is asked for at once.
  }

  handleError(error: Error & ReportedError): void {
    this.reject(error.code === undefined || error.severity === undefined ? error : toDatabaseError(error));
  }

  handleReadyForQuery(): void {
    this.resolve(this.collector.result());
  }
}

function toDatabaseError(error: ReportedError): DatabaseError {
  return new DatabaseError({
    message: error.message,
    sqlState: error.code ?? 'XX000',
    severity: error.severity,
    hint: error.hint,
    position: error.position,
  });
}
