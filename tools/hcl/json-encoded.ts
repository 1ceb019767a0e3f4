import { atom, type Entry, type Expression } from './expression';
import { keyText, templateExpression } from './template';

/**
 * A string that holds JSON (a model, a dashboard, a state machine) as `jsonencode({ … })`, if that gives the very same
 * string: Terraform sorts the keys, writes no spaces and escapes `<`, `>` and `&`. Otherwise `undefined`.
 *
 * A string with a `${` or `%{` in it, escaped or not, is a template and not plain JSON: never written so.
 */
export function jsonEncoded(source: string): Expression | undefined {
  const brackets = `${source[0]}${source[source.length - 1]}`;
  if ((brackets !== '{}' && brackets !== '[]') || source.length < 3 || /[$%]\{/.test(source))
    return undefined;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (terraformJson(value) !== source) return undefined;
  return { kind: 'call', name: 'jsonencode', arguments: [literal(value, true)] };
}

function literal(value: unknown, inList: boolean): Expression {
  if (typeof value === 'string') return templateExpression(value, inList);
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => literal(item, true)) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]): Entry => ({ key: keyText(key, false), separator: '=', value: literal(item, false) }),
    );
    return { kind: 'object', entries };
  }
  return atom(JSON.stringify(value));
}

/** What Terraform's `jsonencode` makes of the value, or `undefined` where that is not certain. */
export function terraformJson(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return terraformJsonString(value);
    case 'number': {
      const text = JSON.stringify(value);
      return text.includes('e') || text === 'null' ? undefined : text;
    }
    case 'boolean':
      return String(value);
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const items = value.map(terraformJson);
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  const entries: string[] = [];
  for (const [key, item] of Object.entries(value).sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  )) {
    const name = terraformJsonString(key);
    const text = terraformJson(item);
    if (name === undefined || text === undefined) return undefined;
    entries.push(`${name}:${text}`);
  }
  return `{${entries.join(',')}}`;
}

/** Control characters (their escapes differ between versions of Go) and what Terraform would normalise: not certain. */
function terraformJsonString(text: string): string | undefined {
  if (/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text) || text.normalize('NFC') !== text) return undefined;
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
