import type * as v from 'valibot';
import type { FieldProblem } from '../errors';

/**
 * Something is not an event of the catalogue. It names each member that is wrong and never repeats what it holds: what is
 * wrong may be anything, a customer's data too.
 */
export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError';

  /** @param problems pointers into what was given: `/data/amount/currency`; the empty pointer is the whole of it */
  constructor(readonly problems: readonly FieldProblem[]) {
    super(`not an event of the catalogue: ${problems.map(tell).join('; ')}`);
  }
}

function tell({ pointer, detail }: FieldProblem): string {
  return `${pointer || 'it'} ${detail}`;
}

/**
 * What a schema found wrong, without the values. Pointers hold names from the schema and places in lists only, because
 * the schemas of events have no members of any name.
 *
 * @param prefix the pointer of what was checked
 */
export function eventProblems(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  prefix = '',
): FieldProblem[] {
  return issues.map((issue) => ({
    pointer: prefix + (issue.path ?? []).map(({ key }) => `/${String(key)}`).join(''),
    detail: detailOf(issue),
  }));
}

function detailOf({ kind, type, expected, received }: v.BaseIssue<unknown>): string {
  // What valibot says of a member that is not there; of one that is, `received` would tell the value.
  if (kind === 'schema' && received === 'undefined') return 'is missing';
  if (kind === 'schema') return `must be ${expected}`;
  return expected === null ? `must conform to ${type}` : `must conform to ${type} ${expected}`;
}
