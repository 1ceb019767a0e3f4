/** Part of a statement, as PostgreSQL's scanner would divide it. Joined, the parts are the statement again. */
export interface SqlPart {
  readonly kind: 'code' | 'quoted' | 'comment' | 'dollar-quoted';
  readonly text: string;
}

const IDENTIFIER = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/**
 * Divides SQL into code, quoted text ('…' with E'…' escapes, "…"), comments (`--`, nested block comments) and
 * dollar-quoted text. What is not closed runs to the end: PostgreSQL will say so.
 */
export function divide(sql: string): readonly SqlPart[] {
  const parts: SqlPart[] = [];
  let codeStart = 0;
  let at = 0;
  const close = (kind: SqlPart['kind'], end: number): void => {
    if (at > codeStart) parts.push({ kind: 'code', text: sql.slice(codeStart, at) });
    parts.push({ kind, text: sql.slice(at, end) });
    at = end;
    codeStart = end;
  };
  while (at < sql.length) {
    const identifier = matchAt(IDENTIFIER, sql, at);
    if (identifier) {
      at += identifier.length;
      if (/^e$/i.test(identifier) && sql[at] === "'") close('quoted', endOfQuoted(sql, at, "'", true));
      continue;
    }
    const character = sql[at];
    const tag = character === '$' ? matchAt(DOLLAR_TAG, sql, at) : undefined;
    if (character === "'" || character === '"') close('quoted', endOfQuoted(sql, at, character, false));
    else if (sql.startsWith('--', at)) close('comment', endOfLine(sql, at));
    else if (sql.startsWith('/*', at)) close('comment', endOfBlockComment(sql, at));
    else if (tag) close('dollar-quoted', endOf(sql, tag, at + tag.length));
    else at += 1;
  }
  if (at > codeStart) parts.push({ kind: 'code', text: sql.slice(codeStart) });
  return parts;
}

/**
 * Whether the text holds more than one statement: code follows a semicolon. `BEGIN ATOMIC` bodies hold semicolons of
 * their own; such a text is left to PostgreSQL, which refuses a second statement itself.
 */
export function isMultistatement(parts: readonly SqlPart[]): boolean {
  const code = parts
    .filter(({ kind }) => kind !== 'comment')
    .map(({ kind, text }) => (kind === 'code' ? text : "''"))
    .join(' ');
  if (/\bbegin\s+atomic\b/i.test(code)) return false;
  const afterSemicolon = code.slice(code.indexOf(';') + 1);
  return code.includes(';') && /[^\s;]/.test(afterSemicolon);
}

/** The first words of the statement, in capitals, comments and opening brackets left out. */
export function leadingWords(parts: readonly SqlPart[], count: number): readonly string[] {
  const code = parts
    .filter(({ kind }) => kind === 'code')
    .map(({ text }) => text)
    .join(' ');
  return code
    .replace(/^[\s(;]+/, '')
    .toUpperCase()
    .split(/[^A-Z_]+/)
    .slice(0, count);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endOfQuoted(sql: string, start: number, quote: string, backslashEscapes: boolean): number {
  let at = start + 1;
  while (at < sql.length) {
    if (backslashEscapes && sql[at] === '\\') at += 2;
    else if (sql[at] !== quote) at += 1;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

function endOfLine(sql: string, start: number): number {
  const rest = sql.slice(start).search(/[\r\n]/);
  return rest < 0 ? sql.length : start + rest;
}

function endOfBlockComment(sql: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < sql.length) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
      if (depth === 0) return at;
    } else at += 1;
  }
  return sql.length;
}

function endOf(sql: string, closing: string, from: number): number {
  const found = sql.indexOf(closing, from);
  return found < 0 ? sql.length : found + closing.length;
}
