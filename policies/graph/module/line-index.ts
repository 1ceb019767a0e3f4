/** A block or attribute in the text of a file, with what is in it. */
export interface Mark {
  /** The words of a block's header (`resource`, `aws_vpc`, `main`), or the attribute's name. */
  readonly words: readonly string[];
  readonly line: number;
  readonly children: readonly Mark[];
}

/** What a quick look at the text of an HCL file tells. */
export interface Outline {
  readonly marks: readonly Mark[];
  /** How deep brackets and templates stand within one another at most. */
  readonly depth: number;
}

interface OpenMark {
  readonly words: readonly string[];
  readonly line: number;
  readonly children: OpenMark[];
}

const HEADER =
  /[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]+(?:"[^"\n]*"|[\p{ID_Start}_][\p{ID_Continue}-]*))*[ \t]*(\{|=(?![=>]))/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/**
 * Finds where blocks and attributes begin. The parser of HCL gives no positions; this does not parse, it only keeps
 * strings, comments and brackets apart. For text that is not HCL it gives some outline, never an error.
 */
export function outline(text: string): Outline {
  const root: OpenMark = { words: [], line: 1, children: [] };
  /** A mark for a body; `undefined` for any other bracket, in which nothing is marked. */
  const open: (OpenMark | undefined)[] = [root];
  let line = 1;
  let depth = 0;
  let isLineStart = true;
  for (let at = 0; at < text.length; ) {
    const c = text[at];
    if (c === '\n') {
      line += 1;
      at += 1;
      isLineStart = true;
      continue;
    }
    if (c === ' ' || c === '\t' || c === '\r') {
      at += 1;
      continue;
    }
    if (c === '#' || text.startsWith('//', at) || text.startsWith('/*', at)) {
      const end = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) + 2 : text.indexOf('\n', at);
      const to = end < 2 ? text.length : end;
      line += breaks(text, at, to);
      at = to;
      continue;
    }
    const parent = open[open.length - 1];
    if (parent && (isLineStart || text[at - 1] === '{' || text[at - 1] === ' ')) {
      HEADER.lastIndex = at;
      const match = HEADER.exec(text);
      if (match && (match[1] === '{' || !/["\s]./.test(match[0].slice(0, -1).trim()))) {
        const words = [...match[0].matchAll(/"([^"]*)"|[\p{ID_Start}_][\p{ID_Continue}-]*/gu)].map(
          ([word, quoted]) => quoted ?? word,
        );
        const mark: OpenMark = { words, line, children: [] };
        parent.children.push(mark);
        at += match[0].length;
        isLineStart = false;
        if (match[1] === '{') {
          open.push(mark);
          depth = Math.max(depth, open.length);
        }
        continue;
      }
    }
    isLineStart = false;
    if (c === '"') {
      const found = skipString(text, at + 1, 1);
      depth = Math.max(depth, open.length + found.depth);
      line += breaks(text, at, found.end);
      at = found.end;
      continue;
    }
    if (c === '<') {
      HEREDOC.lastIndex = at;
      const marker = HEREDOC.exec(text)?.[1];
      if (marker !== undefined) {
        const body = text.indexOf('\n', at) + 1;
        const end = new RegExp(`^[ \\t]*${marker}[ \\t]*\\r?$`, 'm').exec(text.slice(body));
        const to = end ? body + end.index + end[0].length : text.length;
        depth = Math.max(depth, open.length + nesting(text.slice(body, to)));
        line += breaks(text, at, to);
        at = to;
        continue;
      }
    }
    if (c === '{' || c === '[' || c === '(') {
      open.push(undefined);
      depth = Math.max(depth, open.length);
    } else if ((c === '}' || c === ']' || c === ')') && open.length > 1) open.pop();
    at += 1;
  }
  return { marks: root.children, depth };
}

/** The line of a block, or of a part of it; of the innermost part that is found. */
export function lineOf(
  marks: readonly Mark[],
  block: readonly string[],
  path: readonly (string | number)[] = [],
): number | undefined {
  const top = byHeader(marks).get(headerKey(block));
  if (!top || path.length === 0) return top?.line;
  let at: Mark = top;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue;
    const next = path[index + 1];
    const position = typeof next === 'number' ? next : 0;
    const named = at.children.filter(({ words }) => words.length === 1 && words[0] === step);
    const generated = at.children.find(({ words }) => words[0] === 'dynamic' && words[1] === step);
    const inner = named[position] ?? generated ?? named[0];
    if (!inner) break;
    at = inner;
  }
  return at.line;
}

/** The blocks of each file by their headers: a file may have thousands, each of which is asked for. */
const headers = new WeakMap<readonly Mark[], ReadonlyMap<string, Mark>>();

function byHeader(marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  let found = headers.get(marks);
  if (!found) {
    // Of blocks with the same header the first counts.
    found = new Map([...marks].reverse().map((mark) => [headerKey(mark.words), mark]));
    headers.set(marks, found);
  }
  return found;
}

/** No word has a line break in it. */
function headerKey(words: readonly string[]): string {
  return words.join('\n');
}

/** The end of a quoted string and how deep its templates go. */
function skipString(text: string, start: number, level: number): { end: number; depth: number } {
  // `"` for a string, `{` for a template's sequence or a bracket in it.
  const inside: string[] = ['"'];
  let depth = level;
  let at = start;
  while (at < text.length && inside.length > 0) {
    const c = text[at];
    if (inside[inside.length - 1] === '"') {
      if (c === '\\') at += 1;
      else if (c === '"') inside.pop();
      else if (c === '\n') return { end: at, depth };
      else if ((c === '$' || c === '%') && text[at + 1] === '{') {
        if (text[at - 1] !== c) inside.push('{');
        at += 1;
      }
    } else if (c === '"') inside.push('"');
    else if (c === '{' || c === '[' || c === '(') inside.push('{');
    else if (c === '}' || c === ']' || c === ')') inside.pop();
    depth = Math.max(depth, level + inside.length);
    at += 1;
  }
  return { end: at, depth };
}

function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (const c of text) {
    if (c === '{' || c === '[' || c === '(') depth += 1;
    else if ((c === '}' || c === ']' || c === ')') && depth > 0) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

function breaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
