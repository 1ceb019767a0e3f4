import { badRequest, validation } from './errors';
import { divide, isMultistatement, leadingWords, type SqlPart } from './sql-text';

/** A statement whose `:name` parameters are positional now. */
export interface CompiledSql {
  readonly text: string;
  /** The name that stands at `$1`, `$2`, …: a name that occurs twice is bound once. */
  readonly names: readonly string[];
  readonly parts: readonly SqlPart[];
}

/** `::` is a cast and is passed over whole; `:=` has no name after the colon. */
const COLON = /::|:([A-Za-z_0-9]+)/g;

/**
 * Replaces `:name` by `$n`, outside strings, quoted identifiers and comments.
 *
 * The service also replaces it inside dollar quotes (`SELECT $$a :b c$$` answers `a $1 c`: reported from a live Aurora
 * Serverless v2 cluster), a silently wrong result; the emulator refuses such a statement, so that the trap shows here.
 *
 * @throws DataApiError ValidationException for a second statement (documented) or a `:name` in a dollar quote
 */
export function compile(sql: string): CompiledSql {
  const parts = divide(sql);
  if (isMultistatement(parts)) throw validation("Multistatements aren't supported");
  const names: string[] = [];
  const text = parts
    .map((part) => {
      if (part.kind === 'dollar-quoted') refuseNames(part.text);
      return part.kind === 'code' ? numberNames(part.text, names) : part.text;
    })
    .join('');
  refuseCopy(parts);
  return { text, names, parts };
}

function numberNames(code: string, names: string[]): string {
  return code.replace(COLON, (matched: string, name: string | undefined) => {
    if (name === undefined) return matched;
    const known = names.indexOf(name);
    return `$${known < 0 ? names.push(name) : known + 1}`;
  });
}

function refuseNames(text: string): void {
  const name = [...text.matchAll(COLON)].map((match) => match[1]).find((found) => found !== undefined);
  if (name === undefined) return;
  throw validation(
    `':${name}' stands inside a dollar-quoted string, where the Data API would replace it by a parameter and change ` +
      `the text. Write it with a quoted string, or without a colon before '${name}'.`,
  );
}

/** COPY to or from the client has no channel in the Data API (the wording is the service's, its exception is not verified). */
function refuseCopy(parts: readonly SqlPart[]): void {
  if (leadingWords(parts, 1)[0] !== 'COPY') return;
  const code = parts.map(({ kind, text }) => (kind === 'code' ? text : ' ')).join('');
  if (/\bto\s+stdout\b/i.test(code)) throw badRequest('execute: unexpected message: CopyOutResponse');
  if (/\bfrom\s+stdin\b/i.test(code)) throw badRequest('execute: unexpected message: CopyInResponse');
}
