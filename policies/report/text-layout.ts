/** Words in lines of at most that many columns; a word that is longer has a line of its own. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Lines of which the first begins with a label, and the others as far in. */
export function labelled(label: string, text: string, indent: number, width: number): readonly string[] {
  const room = Math.max(20, width - indent);
  return wrap(text, room).map((line, index) => (index === 0 ? label : '').padEnd(indent) + line);
}

/**
 * One line that a terminal shows as it is. What is judged was written by others: an address or a message could hold
 * characters that move the cursor, or that turn the direction of what follows.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;

export type Style = keyof typeof CODES;

/** Colours text, or leaves it. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

export function painter(color: boolean): Paint {
  return (text, ...styles) =>
    color && text !== '' && styles.length > 0
      ? `\u001b[${styles.map((style) => CODES[style]).join(';')}m${text}\u001b[0m`
      : text;
}
