import { byBytes } from './order';
import {
  formatNumber,
  isObject,
  joinText,
  MAX_DEPTH,
  objectOf,
  PartialText,
  toText,
  Unknown,
  type Value,
} from './value';

/** `jsonencode`: a string; where something in it is not known, the pieces, and what they encode. */
export function encodeJson(value: Value, spend: (steps: number) => void = () => undefined): string | Unknown {
  if (value instanceof Unknown) return new Unknown(value.reason);
  const parts: (string | Unknown)[] = [];
  write(value, parts, spend, 0);
  return joinText(parts, value);
}

function write(
  value: Value,
  parts: (string | Unknown)[],
  spend: (steps: number) => void,
  depth: number,
): void {
  spend(1);
  if (depth > MAX_DEPTH) {
    parts.push(new Unknown('nested too deeply'));
  } else if (value instanceof PartialText) {
    parts.push(
      '"',
      ...value.parts.map((part) => (typeof part === 'string' ? quoted(part).slice(1, -1) : part)),
      '"',
    );
  } else if (value instanceof Unknown) {
    parts.push(new Unknown(value.reason, value.reference ? { reference: value.reference } : {}));
  } else if (Array.isArray(value)) {
    parts.push('[');
    value.forEach((item, index) => {
      if (index > 0) parts.push(',');
      write(item, parts, spend, depth + 1);
    });
    parts.push(']');
  } else if (isObject(value)) {
    parts.push('{');
    Object.keys(value)
      .sort(byBytes)
      .forEach((key, index) => {
        parts.push(`${index > 0 ? ',' : ''}${quoted(key)}:`);
        write(value[key] ?? null, parts, spend, depth + 1);
      });
    parts.push('}');
  } else {
    parts.push(
      typeof value === 'string'
        ? quoted(value)
        : typeof value === 'number'
          ? formatNumber(value)
          : String(value),
    );
  }
}

/** As Go writes a string: `<`, `>` and `&` escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Stands for the unknown piece with that number, inside and outside of a JSON string. */
const mark = (index: number): string => `\uE000${index}\uE001`;

/**
 * The value that a JSON text encodes; unknown pieces of the text are unknown in the value.
 * @returns `undefined` if it is not JSON
 */
export function decodeJson(text: Value): Value | undefined {
  if (text instanceof PartialText) {
    if (text.decoded !== undefined) return text.decoded;
    const unknowns: Unknown[] = [];
    let source = '';
    let isInString = false;
    for (const part of text.parts) {
      if (typeof part === 'string') {
        isInString = endsInString(part, isInString);
        source += part;
      } else {
        unknowns.push(part);
        source += isInString ? mark(unknowns.length - 1) : `"${mark(unknowns.length - 1)}"`;
      }
    }
    const parsed = parseJson(source);
    return parsed === undefined ? undefined : restored(parsed, unknowns, 0);
  }
  const known = toText(text);
  return typeof known === 'string' ? parseJson(known) : undefined;
}

function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function endsInString(text: string, started: boolean): boolean {
  let isInString = started;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') isInString = !isInString;
    else if (text[i] === '\\' && isInString) i += 1;
  }
  return isInString;
}

function restored(value: Value, unknowns: readonly Unknown[], depth: number): Value {
  if (depth > MAX_DEPTH) return new Unknown('nested too deeply');
  if (typeof value === 'string') {
    return joinText(
      value
        .split(/\uE000(\d+)\uE001/)
        .map((piece, index) => (index % 2 === 0 ? piece : (unknowns[Number(piece)] ?? piece))),
    );
  }
  if (Array.isArray(value)) return value.map((item) => restored(item, unknowns, depth + 1));
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([key, item]) => {
      const name = restored(key, unknowns, depth + 1);
      return [
        typeof name === 'string' ? name : key.replace(/\uE000(\d+)\uE001/g, '(unknown $1)'),
        restored(item, unknowns, depth + 1),
      ];
    }),
  );
}
