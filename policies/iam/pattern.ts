import type { Context } from './context';
import { anything, type Glob, globOf, literalOf, matchesGlob } from './glob';
import { isUnknown, type Truth } from './truth';

type Part = Glob | Variable;

interface Variable {
  /** In lower case: keys have no case. */
  readonly key: string;
  /** Taken when the key is absent. */
  readonly fallback: string | undefined;
}

const variable = /\$\{([^{}]*)\}/g;
const withDefault = /^(.*?)\s*,\s*'(.*)'$/s;

/** Text of a policy in which `${key}` stands for a value of the request. */
export class Pattern {
  private constructor(
    private readonly parts: readonly Part[],
    private readonly fold: boolean,
  ) {}

  /**
   * @param wildcards whether `*` and `?` are wildcards; the escapes `${*}`, `${?}` and `${$}` are plain in any case
   * @param fold whether case is ignored: the text to match is then given in lower case
   * @returns the pattern, or the glob itself where nothing depends on the request
   */
  static of(text: string, variables: boolean, wildcards: boolean, fold = false): Pattern | Glob {
    const plain = wildcards ? globOf : literalOf;
    const read = (part: string): Glob => plain(fold ? part.toLowerCase() : part);
    if (!variables || !text.includes('${')) {
      return read(text);
    }
    const parts: Part[] = [];
    let from = 0;
    for (const found of text.matchAll(variable)) {
      parts.push(read(text.slice(from, found.index)));
      parts.push(partOf(found[1] ?? ''));
      from = found.index + found[0].length;
    }
    parts.push(read(text.slice(from)));
    return parts.every(isGlob) ? parts.flat() : new Pattern(parts, fold);
  }

  /**
   * Values of the request enter as plain characters: a tag that holds `*` widens nothing.
   *
   * @param absent the answer when a variable has no value: it matches nothing (IAM User Guide, "Policy variables with
   * no value"), and so does a multivalued key
   */
  matches(text: string, request: Context, absent: Truth): Truth {
    const codes: number[] = [];
    let certain = true;
    for (const part of this.parts) {
      if (isGlob(part)) {
        codes.push(...part);
        continue;
      }
      const value = request.value(part.key);
      if (value === undefined || Array.isArray(value)) {
        if (part.fallback === undefined || value !== undefined) {
          return absent;
        }
        codes.push(...this.literal(part.fallback));
      } else if (isUnknown(value)) {
        certain = false;
        codes.push(...anything);
      } else {
        codes.push(...this.literal(value as string));
      }
    }
    const matched = matchesGlob(codes, text);
    return matched && !certain ? 'unknown' : matched;
  }

  private literal(value: string): Glob {
    return literalOf(this.fold ? value.toLowerCase() : value);
  }
}

function isGlob(part: Part): part is Glob {
  return Array.isArray(part);
}

function partOf(name: string): Part {
  if (name === '*' || name === '?' || name === '$') {
    return literalOf(name);
  }
  const parts = withDefault.exec(name);
  return { key: (parts?.[1] ?? name).trim().toLowerCase(), fallback: parts?.[2] };
}
