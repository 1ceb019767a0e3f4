import { HclError } from './hcl-error';

/**
 * - `interpolation` is `${` or `${~`, `directive` is `%{` or `%{~`, `end` is the `}` or `~}` that closes either
 * - `text` is what stands between the quotes of a string, still escaped
 */
export type TokenType =
  | 'identifier'
  | 'number'
  | 'symbol'
  | 'newline'
  | 'open-quote'
  | 'text'
  | 'close-quote'
  | 'interpolation'
  | 'directive'
  | 'end';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
}

/** The tokens of an expression and where it ended. */
export interface Scanned {
  readonly tokens: readonly Token[];
  /** The index after the last character that was read. */
  readonly end: number;
}

const SPACE = /[ \t]+/y;
const NEWLINE = /\r?\n/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SYMBOL = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%=<>!?:.,()[\]{}]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Reads an expression as HCL does. With `inTemplate` it stands after a `${` or `%{`, and ends with the `}` that closes
 * that; the closing brace is the last token.
 *
 * @throws HclError for what is not an expression, and for heredocs and comments inside one, which nothing generates
 */
export function scanExpression(source: string, start = 0, inTemplate = false): Scanned {
  const tokens: Token[] = [];
  const open: string[] = [];
  let at = start;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < source.length) {
    if (match(SPACE) !== undefined) continue;
    if (match(NEWLINE) !== undefined) {
      tokens.push({ type: 'newline', text: '\n' });
      continue;
    }
    if (inTemplate && open.length === 0) {
      const end = source.startsWith('~}', at) ? '~}' : source[at] === '}' ? '}' : undefined;
      if (end !== undefined) {
        tokens.push({ type: 'end', text: end });
        return { tokens, end: at + end.length };
      }
    }
    if (source[at] === '"') {
      const string = scanTemplate(source, at + 1, true);
      tokens.push({ type: 'open-quote', text: '"' }, ...string.tokens, { type: 'close-quote', text: '"' });
      at = string.end;
      continue;
    }
    const identifier = match(IDENTIFIER);
    if (identifier !== undefined) {
      tokens.push({ type: 'identifier', text: identifier });
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      tokens.push({ type: 'number', text: number });
      continue;
    }
    const symbol = match(SYMBOL);
    if (symbol === undefined || beginsOther(symbol, source[at])) throw unreadable(source, start, at);
    const closing = CLOSING[symbol];
    if (closing !== undefined) open.push(closing);
    else if (/[)\]}]/.test(symbol) && open.pop() !== symbol) throw unreadable(source, start, at - 1);
    tokens.push({ type: 'symbol', text: symbol });
  }
  if (inTemplate || open.length > 0) throw unreadable(source, start, at);
  return { tokens, end: at };
}

/**
 * Reads a template: the inside of a quoted string up to its closing quote, or (with `quoted` false) all of `source`,
 * which is how a JSON string is read. A `$` before `${`, and a `%` before `%{`, makes text of it.
 */
export function scanTemplate(source: string, start = 0, quoted = false): Scanned {
  const tokens: Token[] = [];
  let textFrom = start;
  let at = start;
  const endText = (): void => {
    if (at > textFrom) tokens.push({ type: 'text', text: source.slice(textFrom, at) });
  };
  while (at < source.length) {
    const character = source[at];
    if (quoted && character === '\\') {
      at += 2;
    } else if (quoted && character === '"') {
      endText();
      return { tokens, end: at + 1 };
    } else if (quoted && character === '\n') {
      throw unreadable(source, start, at);
    } else if (character === '$' || character === '%') {
      let run = at + 1;
      while (source[run] === character) run += 1;
      if (source[run] !== '{' || run - at > 1) {
        at = source[run] === '{' ? run + 1 : run;
        continue;
      }
      endText();
      const strip = source[run + 1] === '~';
      const inner = scanExpression(source, run + (strip ? 2 : 1), true);
      const type = character === '$' ? 'interpolation' : 'directive';
      tokens.push({ type, text: `${character}{${strip ? '~' : ''}` }, ...inner.tokens);
      at = inner.end;
      textFrom = at;
    } else {
      at += 1;
    }
  }
  if (quoted) throw unreadable(source, start, at);
  endText();
  return { tokens, end: at };
}

/** A comment or a heredoc begins with what could be two operators, but never is. */
function beginsOther(symbol: string, next = ''): boolean {
  return (symbol === '/' && (next === '/' || next === '*')) || (symbol === '<' && next === '<');
}

function unreadable(source: string, start: number, at: number): HclError {
  const from = Math.max(start, at - 30);
  const found = at >= source.length ? 'the end' : JSON.stringify(source[at]);
  return new HclError(
    '',
    `not an expression that Terraform reads: ${found} after ${JSON.stringify(source.slice(from, at))}`,
  );
}
