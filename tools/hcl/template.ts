import { atom, type Expression, isPlainKey, layOut, onOneLine } from './expression';
import { joinTokens } from './spacing';
import { resolveStripMarkers } from './strip-markers';
import { scanExpression, scanTemplate, type Token } from './tokens';

/**
 * A JSON string that Terraform reads as a template, as an expression with the same value. Inside a list it is written
 * on one line: a heredoc cannot be followed by a comma.
 */
export function templateExpression(source: string, inList: boolean): Expression {
  const { tokens } = readTemplate(source);
  const sole = soleInterpolation(tokens);
  if (sole) return layOut(sole, joinTokens);
  return (inList ? undefined : heredoc(tokens)) ?? atom(quote(tokens));
}

/** A string that Terraform takes as it stands: what would be an interpolation is escaped. */
export function literalString(source: string, inList: boolean): Expression {
  const { tokens } = plain(escapeTemplate(source));
  return (inList ? undefined : heredoc(tokens)) ?? atom(quote(tokens));
}

/** A JSON string that names something: `aws_vpc.main`, `${aws_vpc.main}`, `all`. */
export function referenceExpression(source: string): Expression {
  const inner = /^\$\{(.*)\}$/s.exec(source)?.[1] ?? source;
  return atom(joinTokens(scanExpression(inner).tokens));
}

/** A type constraint. A bare collection means one of anything, and the formatter writes it so. */
export function typeExpression(source: string): Expression {
  const inner = /^\$\{(.*)\}$/s.exec(source)?.[1] ?? source;
  if (inner === 'list' || inner === 'map' || inner === 'set') return atom(`${inner}(any)`);
  return layOut(scanExpression(inner).tokens, joinTokens);
}

/** A key of an object: bare where it can be, otherwise quoted. Keys are templates too. */
export function keyText(key: string, isLiteral: boolean): string {
  if (isPlainKey(key)) return key;
  return quote((isLiteral ? plain(escapeTemplate(key)) : readTemplate(key)).tokens);
}

function readTemplate(source: string): { readonly tokens: readonly Token[] } {
  // Terraform takes a byte order mark at the start of a JSON string for one of a file, and drops it.
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  return mayHoldTemplate(text) ? { tokens: resolveStripMarkers(scanTemplate(text).tokens) } : plain(text);
}

function plain(text: string): { readonly tokens: readonly Token[] } {
  return { tokens: text === '' ? [] : [{ type: 'text', text }] };
}

/** Makes text of what a template would evaluate. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

function mayHoldTemplate(source: string): boolean {
  return source.includes('${') || source.includes('%{');
}

/** The tokens inside, if the template is one interpolation and nothing else: its value then keeps its type. */
function soleInterpolation(tokens: readonly Token[]): readonly Token[] | undefined {
  if (tokens[0]?.type !== 'interpolation') return undefined;
  let depth = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const type = tokens[i]?.type;
    if (type === 'interpolation' || type === 'directive') depth += 1;
    if (type === 'end') depth -= 1;
    if (depth === 0) return i === tokens.length - 1 ? tokens.slice(1, -1) : undefined;
  }
  return undefined;
}

/** The tokens of a template as a quoted string. The template's own text is escaped; that of inner strings is already. */
function quote(tokens: readonly Token[]): string {
  return joinTokens([
    { type: 'open-quote', text: '"' },
    ...outermost(tokens, escapeText),
    { type: 'close-quote', text: '"' },
  ]);
}

/** Changes the text of the template, and leaves that of the strings inside its interpolations. */
function outermost(tokens: readonly Token[], change: (text: string) => string): Token[] {
  let depth = 0;
  return onOneLine(tokens).map((token) => {
    if (token.type === 'interpolation' || token.type === 'directive') depth += 1;
    if (token.type === 'end') depth -= 1;
    return token.type === 'text' && depth === 0 ? { type: 'text', text: change(token.text) } : token;
  });
}

/**
 * The template as a heredoc, where that is the same: nothing is escaped in one, and it ends with a line break. A
 * strip marker (`~`) reaches over one line of a heredoc only, so those stay quoted.
 */
function heredoc(tokens: readonly Token[]): Expression | undefined {
  const last = tokens[tokens.length - 1];
  if (last?.type !== 'text' || !last.text.endsWith('\n')) return undefined;
  const text = joinTokens(outermost(tokens, (part) => part));
  const lines = text.split('\n');
  if (
    lines.length < 3 ||
    UNFIT_FOR_HEREDOC.test(text) ||
    tokens.some(({ text }) => /^([$%]\{~|~\})$/.test(text))
  ) {
    return undefined;
  }
  const taken = new Set(lines.map((line) => line.trim()));
  let marker = 'EOT';
  for (let i = 2; taken.has(marker); i += 1) marker = `EOT${i}`;
  return { kind: 'heredoc', marker, text };
}

const UNFIT_FOR_HEREDOC = /[^\P{Cc}\n\t]|[\u2028\u2029\uFEFF]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeText(text: string): string {
  return text.replace(/["\\\p{Cc}\u2028\u2029\uFEFF]/gu, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
