/**
 * Patterns of IAM: `*` is any run of characters (also none), `?` is any one character. Kept as code units, with two
 * negative numbers for the wildcards, so that a literal `*` (the escape `${*}`, or a tag's value) stays a character.
 */
export type Glob = readonly number[];

const ANY = -1;
const ONE = -2;
const STAR = 42;
const QUESTION = 63;

/** Reads `*` and `?` as wildcards. */
export function globOf(text: string): Glob {
  const codes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === STAR) {
      if (codes[codes.length - 1] !== ANY) {
        codes.push(ANY);
      }
    } else {
      codes.push(code === QUESTION ? ONE : code);
    }
  }
  return codes;
}

/** Reads every character as itself. */
export function literalOf(text: string): Glob {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** The pattern that every string matches. */
export const anything: Glob = [ANY];

/** Backtracks to the last `*` only, so a hostile pattern costs length times length and never more. */
export function matchesGlob(glob: Glob, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    const code = glob[at];
    if (code === ANY) {
      star = at++;
      resume = position;
    } else if (code === ONE || code === text.charCodeAt(position)) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (glob[at] === ANY) {
    at++;
  }
  return at === glob.length;
}

/** A test compiled once: equality, prefix and "anything" need no walk over the pattern. */
export function globTest(glob: Glob): (text: string) => boolean {
  const wildcards = glob.filter((code) => code < 0).length;
  const last = glob[glob.length - 1];
  if (wildcards === 0) {
    const literal = textOf(glob);
    return (text) => text === literal;
  }
  if (wildcards === 1 && last === ANY) {
    const prefix = textOf(glob.slice(0, -1));
    return prefix === '' ? () => true : (text) => text.startsWith(prefix);
  }
  return (text) => matchesGlob(glob, text);
}

function textOf(glob: Glob): string {
  return String.fromCharCode(...glob);
}

/**
 * Whether every string that `inner` matches is matched by `outer`. Never wrong when it says true; it can miss a
 * coverage that needs several wildcards together (`*?` over `?*`), which only makes a caller more cautious.
 */
export function covers(outer: Glob, inner: Glob): boolean {
  return walk(outer, inner, (outerCode, innerCode) => outerCode === ONE && innerCode !== ANY, false);
}

/** Whether some string matches both. Exact. */
export function overlaps(left: Glob, right: Glob): boolean {
  return walk(left, right, (leftCode, rightCode) => leftCode === ONE || rightCode === ONE, true);
}

/** Reachability over pairs of positions; `symmetric` lets the right side's `*` absorb the left side's characters too. */
function walk(
  left: Glob,
  right: Glob,
  same: (left: number, right: number) => boolean,
  symmetric: boolean,
): boolean {
  const width = right.length + 1;
  const reached = new Uint8Array((left.length + 1) * width);
  reached[0] = 1;
  for (let at = 0; at <= left.length; at++) {
    for (let other = 0; other <= right.length; other++) {
      if (reached[at * width + other] === 0) {
        continue;
      }
      const code = left[at];
      const opposite = right[other];
      if (code === ANY) {
        reached[(at + 1) * width + other] = 1;
        if (opposite !== undefined) {
          reached[at * width + other + 1] = 1;
        }
      }
      if (symmetric && opposite === ANY) {
        reached[at * width + other + 1] = 1;
        if (code !== undefined) {
          reached[(at + 1) * width + other] = 1;
        }
      }
      if (code !== undefined && opposite !== undefined && (code === opposite || same(code, opposite))) {
        reached[(at + 1) * width + other + 1] = 1;
      }
    }
  }
  return reached[left.length * width + right.length] === 1;
}
