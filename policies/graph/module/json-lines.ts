import type { Mark } from './line-index';

/**
 * Where the keys of a JSON text stand, down to a depth, in the form of an outline. The text is JSON: it was parsed.
 *
 * @param depth how deep keys are kept: 5 reaches the blocks of a resource
 */
export function jsonOutline(text: string, depth = 6): readonly Mark[] {
  const root: { words: string[]; line: number; children: Mark[] } = { words: [], line: 1, children: [] };
  const open: (typeof root)[] = [];
  let next = root;
  let line = 1;
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]|\n/gs;
  for (const match of text.matchAll(token)) {
    const [found, colon] = match;
    if (found === '\n') line += 1;
    else if (found === '{' || found === '[') open.push(next);
    else if (found === '}' || found === ']') {
      open.pop();
      next = open[open.length - 1] ?? root;
    } else if (colon !== undefined && open.length > 0) {
      const mark = { words: [found.slice(1, found.lastIndexOf('"'))], line, children: [] as Mark[] };
      line += colon.split('\n').length - 1;
      if (open.length <= depth) open[open.length - 1]?.children.push(mark);
      next = mark;
    }
  }
  return root.children;
}

/** As `lineOf`, for the nested keys of JSON. */
export function jsonLineOf(
  marks: readonly Mark[],
  block: readonly string[],
  path: readonly (string | number)[] = [],
): number | undefined {
  let line: number | undefined;
  let children = marks;
  const names = [...block, ...path.filter((step) => typeof step === 'string')];
  for (const [index, name] of names.entries()) {
    const mark = children.find(({ words }) => words[0] === name);
    if (!mark) return index < block.length ? undefined : line;
    line = mark.line;
    children = mark.children;
  }
  return line;
}
