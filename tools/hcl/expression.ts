import { HclError } from './hcl-error';
import type { Token } from './tokens';

/** An expression as it will be laid out. */
export type Expression =
  /** Stays on one line. */
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  /** A function call whose arguments may be spread over lines. */
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  /** `text` is everything between the markers, the last line break included. */
  | { readonly kind: 'heredoc'; readonly marker: string; readonly text: string };

export interface Entry {
  readonly key: string;
  readonly separator: '=' | ':';
  readonly value: Expression;
}

/** Names that mean something else at the start of an object. */
const KEYWORDS = new Set(['for', 'true', 'false', 'null']);

/** A key of an object that needs no quotes. */
export function isPlainKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) && !KEYWORDS.has(key);
}

export function atom(text: string): Expression {
  return { kind: 'atom', text };
}

/** Characters. What is longer is spread over lines, as is every object, so that nobody need count brackets. */
const WIDTH = 100;

/** Finds the objects, lists and calls in the tokens; the rest stays as it is, on one line. */
export function layOut(tokens: readonly Token[], join: (tokens: readonly Token[]) => string): Expression {
  const list = trim(tokens);
  const inline = (): Expression => atom(join(onOneLine(list)));
  const first = list[0];
  const last = list[list.length - 1];
  if (!first || !last) throw new HclError('', 'an expression is empty');

  if (isSymbol(first, '{') && closingOf(list, 0) === list.length - 1) {
    const inner = trim(list.slice(1, -1));
    if (inner[0]?.text === 'for' && inner[0].type === 'identifier') return inline();
    const entries = split(inner, true).map((entry) => layOutEntry(entry, join));
    return entries.every((entry) => entry !== undefined) ? { kind: 'object', entries } : inline();
  }
  if (isSymbol(first, '[') && closingOf(list, 0) === list.length - 1) {
    const inner = trim(list.slice(1, -1));
    if (inner[0]?.text === 'for' && inner[0].type === 'identifier') return inline();
    return { kind: 'list', items: split(inner, false).map((item) => layOut(item, join)) };
  }
  const opening = list.findIndex((token) => isSymbol(token, '('));
  const isCall =
    opening > 0 &&
    list.slice(0, opening).every((token) => token.type === 'identifier' || isSymbol(token, '::')) &&
    closingOf(list, opening) === list.length - 1;
  if (isCall && !isSymbol(list[list.length - 2], '...')) {
    const name = list
      .slice(0, opening)
      .map((token) => token.text)
      .join('');
    const parts = split(trim(list.slice(opening + 1, -1)), false);
    const call: Expression = { kind: 'call', name, arguments: parts.map((part) => layOut(part, join)) };
    return isShort(call) ? inline() : call;
  }
  return inline();
}

function layOutEntry(
  tokens: readonly Token[],
  join: (tokens: readonly Token[]) => string,
): Entry | undefined {
  let depth = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    depth += change(token);
    if (depth !== 0 || token.type !== 'symbol' || (token.text !== '=' && token.text !== ':')) continue;
    const key = trim(tokens.slice(0, i));
    const only = key.length === 3 && key[0]?.type === 'open-quote' ? key[1] : undefined;
    const plain = only?.type === 'text' && isPlainKey(only.text);
    return {
      key: plain ? only.text : join(onOneLine(key)),
      separator: token.text,
      value: layOut(tokens.slice(i + 1), join),
    };
  }
  return undefined;
}

/** Whether the expression needs no line of its own for its parts. */
export function isShort(expression: Expression): boolean {
  if (expression.kind === 'atom') return true;
  const [only, ...others] = expression.kind === 'call' ? expression.arguments : [];
  if (only && others.length === 0) return isShort(only);
  return !holdsObject(expression) && inlineWidth(expression) <= WIDTH;
}

function holdsObject(expression: Expression): boolean {
  switch (expression.kind) {
    case 'atom':
      return false;
    case 'list':
      return expression.items.some(holdsObject);
    case 'call':
      return expression.arguments.some(holdsObject);
    case 'object':
      return expression.entries.length > 0;
    case 'heredoc':
      return true;
  }
}

function inlineWidth(expression: Expression): number {
  switch (expression.kind) {
    case 'atom':
      return expression.text.length;
    case 'list':
      return expression.items.reduce((sum, item) => sum + 2 + inlineWidth(item), 2);
    case 'call':
      return expression.arguments.reduce(
        (sum, item) => sum + 2 + inlineWidth(item),
        expression.name.length + 2,
      );
    case 'object':
      return 2;
    case 'heredoc':
      return Number.POSITIVE_INFINITY;
  }
}

/** The same on one line. Only for what `isShort` says is. */
export function inlineText(expression: Expression): string {
  switch (expression.kind) {
    case 'atom':
      return expression.text;
    case 'list':
      return `[${expression.items.map(inlineText).join(', ')}]`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(inlineText).join(', ')})`;
    default:
      return '{}';
  }
}

/**
 * Line breaks have no meaning in an expression, except that they end an entry of an object: they become commas there,
 * and vanish elsewhere.
 */
export function onOneLine(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.type === 'newline')) return tokens;
  const result: Token[] = [];
  const open: boolean[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    if (token.type === 'newline') {
      const before = result[result.length - 1];
      const after = tokens.slice(i).find((other) => other.type !== 'newline');
      const ends = before && !isSymbol(before, '{') && !isSymbol(before, ',');
      const begins = after && !isSymbol(after, '}') && !isSymbol(after, ',');
      if (open[open.length - 1] && ends && begins) result.push({ type: 'symbol', text: ',' });
      continue;
    }
    const step = change(token);
    if (step > 0) {
      const next = tokens.slice(i + 1).find((other) => other.type !== 'newline');
      open.push(isSymbol(token, '{') && next?.text !== 'for');
    } else if (step < 0) {
      open.pop();
    }
    result.push(token);
  }
  return result;
}

/** Splits at the commas, and for objects at the line breaks too, that stand outside all brackets. */
function split(tokens: readonly Token[], atNewlines: boolean): (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += change(token);
    if (depth === 0 && (isSymbol(token, ',') || (atNewlines && token.type === 'newline'))) parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  return parts.map(trim).filter((part) => part.length > 0);
}

function trim(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  let end = tokens.length;
  while (tokens[start]?.type === 'newline') start += 1;
  while (end > start && tokens[end - 1]?.type === 'newline') end -= 1;
  return start === 0 && end === tokens.length ? tokens : tokens.slice(start, end);
}

function closingOf(tokens: readonly Token[], opening: number): number {
  let depth = 0;
  for (let i = opening; i < tokens.length; i += 1) {
    depth += change(tokens[i] as Token);
    if (depth === 0) return i;
  }
  return -1;
}

function change(token: Token): number {
  switch (token.type) {
    case 'interpolation':
    case 'directive':
      return 1;
    case 'end':
      return -1;
    case 'symbol':
      return /^[([{]$/.test(token.text) ? 1 : /^[)\]}]$/.test(token.text) ? -1 : 0;
    default:
      return 0;
  }
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.type === 'symbol' && token.text === text;
}
