import type { Position } from '../graph/input-error';

/**
 * Where a value stands in a JSON text. The text is JSON: it was parsed.
 *
 * @param path keys and indexes from the top; where it leads nowhere, the innermost value on the way counts
 */
export function jsonPosition(text: string, path: readonly (string | number)[]): Position {
  const reader = new Reader(text);
  let at = reader.start();
  for (const step of path) {
    const next = reader.child(at, step);
    if (next === undefined) break;
    at = next;
  }
  return positionAt(text, at);
}

function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
    line += 1;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** Skips from value to value. Offsets are those of the first character of a value. */
class Reader {
  constructor(private readonly text: string) {}

  start(): number {
    return this.space(0);
  }

  child(parent: number, step: string | number): number | undefined {
    const isObject = this.text[parent] === '{';
    if (!isObject && this.text[parent] !== '[') return undefined;
    let at = this.space(parent + 1);
    for (let index = 0; at < this.text.length && this.text[at] !== '}' && this.text[at] !== ']'; index += 1) {
      let key: string | number = index;
      if (isObject) {
        const end = this.stringEnd(at);
        key = JSON.parse(this.text.slice(at, end)) as string;
        at = this.space(this.space(end) + 1);
      }
      if (key === step) return at;
      at = this.space(this.end(at));
      if (this.text[at] === ',') at = this.space(at + 1);
    }
    return undefined;
  }

  /** Just behind the value. */
  private end(start: number): number {
    let depth = 0;
    let at = start;
    do {
      const c = this.text[at];
      if (c === '"') at = this.stringEnd(at);
      else {
        if (c === '{' || c === '[') depth += 1;
        if (c === '}' || c === ']') depth -= 1;
        at += 1;
        if (depth === 0 && c !== '}' && c !== ']') at = this.literalEnd(at);
      }
    } while (depth > 0 && at < this.text.length);
    return at;
  }

  private literalEnd(start: number): number {
    let at = start;
    while (at < this.text.length && !/[\s,\]}]/.test(this.text[at] ?? '')) at += 1;
    return at;
  }

  private stringEnd(start: number): number {
    let at = start + 1;
    while (at < this.text.length && this.text[at] !== '"') at += this.text[at] === '\\' ? 2 : 1;
    return at + 1;
  }

  private space(start: number): number {
    let at = start;
    while (/\s/.test(this.text[at] ?? '')) at += 1;
    return at;
  }
}
