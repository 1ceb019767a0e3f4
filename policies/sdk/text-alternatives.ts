import type { TextPart, TracedText } from './sdk-call';

/** All the texts that may be there. None: nothing is. */
export type Alternatives = readonly TracedText[];

/** With more than these the reader learns nothing from a list. */
const MAX_ALTERNATIVES = 32;

export const NOTHING: Alternatives = [];

export function unknownText(reason: string): Alternatives {
  return [[{ unknown: reason }]];
}

export function knownText(text: string): Alternatives {
  return [[{ text }]];
}

export function variableText(env: string): Alternatives {
  return [[{ env }]];
}

/** Any of them; the same text once. */
export function anyOf(lists: readonly Alternatives[]): Alternatives {
  const found = new Map<string, TracedText>();
  for (const text of lists.flat()) found.set(JSON.stringify(text.map(comparable)), text);
  return found.size > MAX_ALTERNATIVES
    ? unknownText('there are too many possibilities')
    : [...found.values()];
}

/** One after another, in all combinations. */
export function joined(lists: readonly Alternatives[]): Alternatives {
  let found: Alternatives = [[]];
  for (const list of lists) {
    const nexts = list.length > 0 ? list : unknownText('a part of the text may be missing');
    found = anyOf([found.flatMap((text) => nexts.map((next) => together([...text, ...next])))]);
  }
  return found;
}

export function isUncertain(alternatives: Alternatives): boolean {
  return alternatives.some((text) => text.some((part) => 'unknown' in part));
}

/** Two texts that differ in the reason only are one. */
function comparable(part: TextPart): unknown {
  return 'unknown' in part ? null : part;
}

function together(parts: TracedText): TracedText {
  const found: TextPart[] = [];
  for (const part of parts) {
    const last = found[found.length - 1];
    if ('text' in part && last && 'text' in last) found[found.length - 1] = { text: last.text + part.text };
    else found.push(part);
  }
  return found;
}
