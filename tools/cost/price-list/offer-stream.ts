import type { Readable } from 'node:stream';

/** A value that lies where the caller wanted it. */
export interface Found {
  /** The names on the way to it: `["products", "K5QZ…"]`. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Reads a JSON text of any length and yields the parts that are wanted, one after another, without ever holding the
 * whole: the offer file of EC2 has more than 400 MB a region, more than one string can be. Only objects are descended;
 * everything else, and what is wanted, is taken whole.
 *
 * @param wanted whether the value at the path is yielded; otherwise an object is looked into and other values dropped
 * @throws SyntaxError if the text is not JSON
 */
export async function* offerParts(
  stream: Readable | AsyncIterable<string | Buffer>,
  wanted: (path: readonly string[]) => boolean,
): AsyncGenerator<Found> {
  const path: string[] = [];
  // Also set by the functions below, which the compiler does not see when it narrows.
  let state = 'value' as 'value' | 'key' | 'colon' | 'after';
  let text = '';
  let capture: { depth: number; inString: boolean; escaped: boolean; scalar: boolean } | undefined;
  let key: { escaped: boolean } | undefined;
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const part = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    for (let at = 0; at < part.length; at += 1) {
      const sign = part[at] ?? '';
      if (capture) {
        if (capture.inString) {
          text += sign;
          if (capture.escaped) capture.escaped = false;
          else if (sign === '\\') capture.escaped = true;
          else if (sign === '"') {
            capture.inString = false;
            if (capture.depth === 0) yield* finish();
          }
          continue;
        }
        if (capture.scalar && /[\s,}\]]/.test(sign)) {
          yield* finish();
          // The sign belongs to what is around it.
        } else {
          text += sign;
          if (sign === '"') capture.inString = true;
          else if (sign === '{' || sign === '[') capture.depth += 1;
          else if (sign === '}' || sign === ']') {
            capture.depth -= 1;
            if (capture.depth === 0) yield* finish();
          }
          continue;
        }
      }
      if (key) {
        text += sign;
        if (key.escaped) key.escaped = false;
        else if (sign === '\\') key.escaped = true;
        else if (sign === '"') {
          path.push(JSON.parse(text) as string);
          key = undefined;
          text = '';
          state = 'colon';
        }
        continue;
      }
      if (/\s/.test(sign) || sign === '\uFEFF') continue;
      if (state === 'colon') {
        if (sign !== ':') throw new SyntaxError(`${sign} in the place of a colon`);
        state = 'value';
      } else if (state === 'key') {
        if (sign === '"') {
          key = { escaped: false };
          text = '"';
        } else if (sign === '}') close();
        else throw new SyntaxError(`${sign} in the place of a name`);
      } else if (state === 'after') {
        if (sign === ',') {
          path.pop();
          state = 'key';
        } else if (sign === '}') {
          path.pop();
          close();
        } else throw new SyntaxError(`${sign} after a value`);
      } else if (sign === '{' && !wanted(path)) {
        state = 'key';
      } else {
        const bracket = sign === '{' || sign === '[';
        capture = {
          depth: bracket ? 1 : 0,
          inString: sign === '"',
          escaped: false,
          scalar: !bracket && sign !== '"',
        };
        text = sign;
      }
    }
  }
  if (capture || key || state !== 'after') throw new SyntaxError('the text ends too early');

  /** The end of an object that was looked into: its own name is next to be taken away. */
  function close(): void {
    state = 'after';
  }

  function* finish(): Generator<Found> {
    const value: unknown = JSON.parse(text);
    capture = undefined;
    text = '';
    state = 'after';
    if (wanted(path)) yield { path: [...path], value };
  }
}
