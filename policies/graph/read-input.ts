import { readFileSync, statSync } from 'node:fs';
import { InputError, positionOf } from './input-error';

/** Inputs that are larger are refused: the largest plan that was seen had a tenth of it. */
const MAX_BYTES = 1_000_000_000;

/** The text of a file. @param name how messages call it @throws InputError */
export function readInput(path: string, name: string): string {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new InputError(name, 'is a directory, not a file');
    if (stats.size > MAX_BYTES) throw new InputError(name, `is larger than ${MAX_BYTES} bytes`);
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new InputError(name, 'does not exist');
    throw new InputError(name, `cannot be read (${code ?? String(error)})`);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses JSON whose top is an object. @throws InputError with the position */
export function parseJsonObject(text: string, name: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const at = offset === undefined ? positionOf(text, text.length) : positionOf(text, Number(offset));
    const what = message.replace(/ in JSON at position.*| \(line \d+.*|, ".*is not valid JSON.*/s, '');
    throw new InputError(name, `not JSON: ${what}`, at);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError(name, 'not a JSON object', { line: 1, column: 1 });
  }
  return parsed as JsonObject;
}
