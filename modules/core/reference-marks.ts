import { Token, Tokenization } from 'cdktf';
import type { Json } from './json-expression';

/** A document whose Terraform references were replaced, and the references. */
export interface Marked {
  readonly document: Json;
  readonly references: readonly string[];
}

/**
 * Replaces each Terraform reference in the strings of a document.
 *
 * @param mark what stands for the reference with the number
 */
export function markReferences(document: Json, mark: (index: number) => string): Marked {
  const references: string[] = [];
  const markText = (text: string): string => {
    if (!Token.isUnresolved(text)) return text;
    let marked = text;
    for (const token of Tokenization.reverseString(text).tokens) {
      const reference = Token.asString(token);
      const known = references.indexOf(reference);
      const index = known >= 0 ? known : references.push(reference) - 1;
      marked = marked.replaceAll(reference, () => mark(index));
    }
    return marked;
  };
  return { document: mapStrings(document, markText), references };
}

/** The document with every string but the names of members changed. */
export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => mapStrings(item, change));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapStrings(member, change)]),
  );
}
