/**
 * An input that cannot be read. The message is one line: what is wrong, and where. Commands print it and end with
 * status 2; nothing else may leave the loaders.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  /**
   * @param file as the caller named it, or relative to what the caller named
   * @param problem one sentence
   * @param position one-based, where it is known
   */
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly position?: Position,
  ) {
    const at = position
      ? `:${position.line}${position.column === undefined ? '' : `:${position.column}`}`
      : '';
    super(oneLine(`${file}${at}: ${problem}`));
  }
}

/** One-based. */
export interface Position {
  readonly line: number;
  readonly column?: number;
}

/** Where an offset lies in the text. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** Without line breaks and control characters, which a terminal would obey, and at most 400 characters long. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}
