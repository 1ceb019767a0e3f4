import type { Token } from './tokens';

const NEGATION_FOLLOWS = new Set([
  '(',
  '{',
  '[',
  '=',
  ':',
  ',',
  '?',
  '+',
  '*',
  '/',
  '%',
  '-',
  '==',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  '&&',
  '||',
  '!',
]);

/** The tokens on one line, spaced as `terraform fmt` spaces them. */
export function joinTokens(tokens: readonly Token[]): string {
  let text = '';
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    text += token.text;
    const next = tokens[i + 1];
    if (next && spaceBetween(tokens[i - 1], token, next)) text += ' ';
  }
  return text;
}

/** The first rule that fits decides, in the order in which the formatter of HCL asks. */
function spaceBetween(before: Token | undefined, token: Token, after: Token): boolean {
  const symbol = token.type === 'symbol' ? token.text : undefined;
  const next = after.type === 'symbol' ? after.text : undefined;

  if (token.type === 'identifier' && (next === '(' || next === '::')) return false;
  if (symbol === '::' && after.type === 'identifier') return false;
  if (symbol === '.' || next === '.') return false;
  if (next === ',' || next === '...') return false;
  if (symbol === ',') return true;
  if (token.type === 'text' || token.type === 'open-quote') return false;
  if (after.type === 'text' || after.type === 'close-quote') return false;
  if (token.type === 'identifier' && token.text === 'in' && before?.type === 'identifier') return true;
  if (next === '[' && (token.type === 'identifier' || token.type === 'number' || closes(token))) return false;
  if (symbol === '!') return false;
  if (symbol === '-')
    return before !== undefined && !(before.type === 'symbol' && NEGATION_FOLLOWS.has(before.text));
  if (symbol === '{' || next === '}') return !(symbol === '{' && next === '}');
  if (opensTemplate(token) && next === '{') return true;
  if (symbol === '}' && after.type === 'end') return true;
  if (token.type === 'end' && opensTemplate(after)) return false;
  if (opens(token) || closes(after)) return false;
  return true;
}

function opensTemplate(token: Token): boolean {
  return token.type === 'interpolation' || token.type === 'directive';
}

function opens(token: Token): boolean {
  return opensTemplate(token) || (token.type === 'symbol' && /^[([{]$/.test(token.text));
}

function closes(token: Token): boolean {
  return token.type === 'end' || (token.type === 'symbol' && /^[)\]}]$/.test(token.text));
}
