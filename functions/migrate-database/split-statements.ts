/**
 * Splits an SQL script into its statements: the Data API runs one at a time. Comments outside of texts are left out;
 * quoted texts, quoted names and dollar-quoted bodies stay as they are.
 *
 * Escape strings (`E'…'`) are refused rather than misread: no migration needs them.
 *
 * @throws SyntaxError for what is opened and never closed, and for an escape string
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let current = '';
  let position = 0;
  const flush = () => {
    if (current.trim() !== '') statements.push(current.trim());
    current = '';
  };
  while (position < script.length) {
    const token = nextToken(script, position);
    position += token.length;
    if (token === ';') flush();
    else if (isComment(token)) current += ' ';
    else current += token;
  }
  flush();
  return statements;
}

const LINE_COMMENT = /--[^\n]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_][A-Za-z0-9_]*)?\$/y;
const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"/y;
const WORD = /[A-Za-z_][A-Za-z0-9_$]*/y;

function nextToken(script: string, position: number): string {
  const here = script.charAt(position);
  const lineComment = match(LINE_COMMENT, script, position);
  if (lineComment !== undefined) return lineComment;
  if (script.startsWith('/*', position)) return blockComment(script, position);
  if (here === '$') return dollarQuoted(script, position) ?? here;
  if (here === "'" || here === '"') {
    return match(QUOTED, script, position) ?? unterminated('quote', script, position);
  }
  const word = match(WORD, script, position);
  if (word?.toLowerCase() === 'e' && script.charAt(position + 1) === "'") {
    throw new SyntaxError(`an escape string in line ${lineOf(script, position)}: write it as a plain string`);
  }
  return word ?? here;
}

/** Block comments nest in PostgreSQL. */
function blockComment(script: string, start: number): string {
  let depth = 0;
  for (let position = start; position < script.length; position += 1) {
    const pair = script.slice(position, position + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    else continue;
    position += 1;
    if (depth === 0) return script.slice(start, position + 1);
  }
  return unterminated('comment', script, start);
}

function dollarQuoted(script: string, start: number): string | undefined {
  const tag = match(DOLLAR_TAG, script, start);
  if (tag === undefined) return undefined;
  const end = script.indexOf(tag, start + tag.length);
  return end < 0 ? unterminated(`quote ${tag}`, script, start) : script.slice(start, end + tag.length);
}

function isComment(token: string): boolean {
  return token.startsWith('--') || token.startsWith('/*');
}

function match(pattern: RegExp, script: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(script)?.[0];
}

function unterminated(what: string, script: string, position: number): never {
  throw new SyntaxError(`a ${what} that begins in line ${lineOf(script, position)} is never closed`);
}

function lineOf(script: string, position: number): number {
  return script.slice(0, position).split('\n').length;
}
