import { closeSync, openSync, writeFileSync } from 'node:fs';

/** Characters that are collected before they are written: few system calls, and no second copy of a large file. */
const CHUNK = 1 << 20;

/** Text that is written as it is between quotes. */
const PLAIN_TEXT = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * Writes the value as JSON with sorted keys and two spaces, byte for byte as cdktf does (`json-stable-stringify`: an
 * empty list or object takes two lines), but piece by piece: a stack of a thousand functions is twenty megabytes of text
 * that cdktf makes several copies of.
 *
 * @param value of plain objects, lists, texts, numbers, booleans and null, without a cycle
 */
export function writeStableJson(file: string, value: unknown): void {
  const descriptor = openSync(file, 'w');
  try {
    const writer = new Writer((text) => writeFileSync(descriptor, text));
    writer.value(value, '\n');
    writer.flush();
  } finally {
    closeSync(descriptor);
  }
}

class Writer {
  private pending = '';

  constructor(private readonly write: (text: string) => void) {}

  flush(): void {
    this.write(this.pending);
    this.pending = '';
  }

  /** @param indent a line break and the blanks before what closes the value */
  value(value: unknown, indent: string): void {
    if (typeof value === 'string') this.pending += textOf(value);
    else if (typeof value !== 'object' || value === null) this.pending += JSON.stringify(value) ?? 'null';
    else if (Array.isArray(value)) this.list(value, indent);
    else this.object(value as Readonly<Record<string, unknown>>, indent);
    if (this.pending.length > CHUNK) this.flush();
  }

  private list(items: readonly unknown[], indent: string): void {
    const inner = `${indent}  `;
    this.pending += '[';
    items.forEach((item, index) => {
      this.pending += index === 0 ? inner : `,${inner}`;
      this.value(item, inner);
    });
    this.pending += `${indent}]`;
  }

  private object(members: Readonly<Record<string, unknown>>, indent: string): void {
    const inner = `${indent}  `;
    let separator = `{${inner}`;
    for (const key of Object.keys(members).sort()) {
      const value = members[key];
      if (value === undefined) continue;
      this.pending += `${separator}${textOf(key)}: `;
      separator = `,${inner}`;
      this.value(value, inner);
    }
    this.pending += separator.startsWith('{') ? `{${indent}}` : `${indent}}`;
  }
}

function textOf(text: string): string {
  return PLAIN_TEXT.test(text) ? `"${text}"` : JSON.stringify(text);
}
