import { isList, joinText, PartialText, toNumber, toText, Unknown, type Value } from '../value';
import { list, number, pieces, text } from './arguments';
import { EvaluationError } from './budget';
import type { FunctionTable } from './function-table';

const simple = (work: (first: string, args: readonly Value[]) => Value): FunctionTable[string] => ({
  known: 'all',
  call: (args) => work(text(args, 0), args),
});

export const textFunctions: FunctionTable = {
  lower: simple((first) => first.toLowerCase()),
  upper: simple((first) => first.toUpperCase()),
  title: simple((first) =>
    first.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, a: string, b: string) => a + b.toUpperCase()),
  ),
  trimspace: simple((first) => first.trim()),
  chomp: simple((first) => first.replace(/(\r?\n)+$/, '')),
  strrev: simple((first) => [...first].reverse().join('')),
  trim: simple((first, args) => trimmed(first, text(args, 1))),
  trimprefix: simple((first, args) =>
    first.startsWith(text(args, 1)) ? first.slice(text(args, 1).length) : first,
  ),
  trimsuffix: simple((first, args) => {
    const end = text(args, 1);
    return end !== '' && first.endsWith(end) ? first.slice(0, -end.length) : first;
  }),
  startswith: simple((first, args) => first.startsWith(text(args, 1))),
  endswith: simple((first, args) => first.endsWith(text(args, 1))),
  strcontains: simple((first, args) => first.includes(text(args, 1))),
  substr: simple((first, args) => {
    const characters = [...first];
    const offset = number(args, 1);
    const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
    const length = number(args, 2);
    return characters.slice(start, length < 0 ? undefined : start + length).join('');
  }),
  split: {
    known: 'all',
    call: (args) => (text(args, 1) === '' ? [] : text(args, 1).split(text(args, 0))),
  },
  indent: {
    known: 'all',
    call: (args) => {
      const width = number(args, 0);
      if (!(width >= 0 && width <= 1_000)) throw new EvaluationError('indent needs a width');
      return text(args, 1).replaceAll('\n', `\n${' '.repeat(width)}`);
    },
  },
  replace: {
    known: 'none',
    call: (args) => {
      const open = args.find((value) => value instanceof Unknown);
      if (open instanceof Unknown) return replacedInPieces(args) ?? new Unknown(open.reason);
      const [source, search, by] = [text(args, 0), text(args, 1), text(args, 2)];
      if (!/^\/.+\/$/.test(search)) return source.replaceAll(search, () => by);
      const pattern = expression(search.slice(1, -1), 'g', source);
      return source.replace(pattern, (...found: unknown[]) => expanded(by, found));
    },
  },
  regex: {
    known: 'all',
    call: (args) => {
      const match = expression(text(args, 0), '', text(args, 1)).exec(text(args, 1));
      if (!match) throw new EvaluationError('the pattern does not match');
      return captures(match);
    },
  },
  regexall: {
    known: 'all',
    call: (args) => [...text(args, 1).matchAll(expression(text(args, 0), 'g', text(args, 1)))].map(captures),
  },
  join: {
    known: 'none',
    call: (args) => {
      const separator = toText(args[0]);
      if (separator === undefined) throw new EvaluationError('join needs a separator');
      const lists = args.slice(1);
      const unknown = lists.find((value) => value instanceof Unknown);
      if (unknown instanceof Unknown) return new Unknown(unknown.reason);
      const all = pieces(lists.flatMap((_, index) => list(args, index + 1)));
      return joinText(all.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])));
    },
  },
  format: { known: 'none', call: (args) => format(args) },
  formatlist: {
    known: 'top',
    call: (args) => {
      const lengths = args.slice(1).flatMap((value) => (isList(value) ? [value.length] : []));
      const count = lengths.length === 0 ? 1 : Math.min(...lengths);
      if (lengths.some((length) => length !== count))
        throw new EvaluationError('formatlist needs lists of one length');
      return Array.from({ length: count }, (_, index) =>
        format(args.map((value) => (isList(value) ? (value[index] ?? null) : value))),
      );
    },
  },
};

/**
 * In a text of which pieces are not known: a policy with the bucket's name to be put in. Nothing where the search is a
 * pattern, or where that itself is not known.
 */
function replacedInPieces([source, search, by]: readonly Value[]): Value | undefined {
  if (!(source instanceof PartialText) && typeof source !== 'string') return undefined;
  const put = toText(by);
  if (typeof search !== 'string' || search === '' || /^\/.+\/$/.test(search) || put === undefined)
    return undefined;
  const parts = source instanceof PartialText ? source.parts : [source];
  if (!parts.some((part) => typeof part === 'string' && part.includes(search))) return source;
  return joinText(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? part.split(search).flatMap((piece, index) => (index === 0 ? [piece] : [put, piece]))
        : [part],
    ),
  );
}

function trimmed(value: string, characters: string): string {
  const remove = new Set(characters);
  const all = [...value];
  let start = 0;
  let end = all.length;
  while (start < end && remove.has(all[start] ?? '')) start += 1;
  while (end > start && remove.has(all[end - 1] ?? '')) end -= 1;
  return all.slice(start, end).join('');
}

/** Go's form of what replaces a match: `$name` takes all letters and digits that follow. */
function expanded(by: string, found: readonly unknown[]): string {
  const last = found[found.length - 1];
  const named = typeof last === 'object' && last !== null ? (last as Readonly<Record<string, unknown>>) : {};
  const end = found.findIndex((one) => typeof one === 'number');
  return by.replace(/\$\$|\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const name = braced ?? bare ?? '';
    const group = /^\d+$/.test(name)
      ? Number(name) < end
        ? found[Number(name)]
        : ''
      : Object.hasOwn(named, name)
        ? named[name]
        : '';
    return typeof group === 'string' ? group : '';
  });
}

/** Patterns are those of RE2, which never take long; JavaScript's may, so both sides are bounded. */
function expression(pattern: string, flags: string, subject: string): RegExp {
  const modes = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? '';
  const source = pattern.replace(/^\(\?[imsU]+\)/, '').replaceAll('(?P<', '(?<');
  const isNested = /[+*}][^()]*\)[^()]*[+*{]/.test(source);
  if (source.length > 500 || subject.length > 100_000 || (isNested && subject.length > 60)) {
    throw new EvaluationError('the pattern is not evaluated: it could take too long');
  }
  try {
    return new RegExp(source, `${flags}${modes}u`);
  } catch {
    throw new EvaluationError('the pattern is not one that is evaluated here');
  }
}

function captures(match: RegExpMatchArray): Value {
  if (match.groups)
    return Object.fromEntries(Object.entries(match.groups).map(([name, found]) => [name, found ?? null]));
  return match.length === 1 ? match[0] : match.slice(1).map((found) => found ?? null);
}

/** `%s`, `%d`, `%v`, `%q`, `%f`, `%x` and their widths; what holds an unknown is unknown in that piece. */
function format(args: readonly Value[]): Value {
  const [pattern] = args;
  if (pattern instanceof Unknown) return new Unknown(pattern.reason);
  let next = 1;
  const parts: (string | Unknown)[] = [];
  let from = 0;
  const source = text(args, 0);
  for (const match of source.matchAll(
    /%(?:%|(?:\[(\d+)\])?([-+ 0#]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g,
  )) {
    parts.push(source.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[0] === '%%') {
      parts.push('%');
      continue;
    }
    const [, index, flags = '', width = '', precision, index2, verb = 'v'] = match;
    if (index ?? index2) next = Number(index ?? index2);
    const value = args[next];
    next += 1;
    if (value === undefined) throw new EvaluationError('format has too few arguments');
    parts.push(
      value instanceof Unknown
        ? value
        : verbText(value, verb, precision, flags, Math.min(Number(width), 1_000)),
    );
  }
  parts.push(source.slice(from));
  return joinText(parts);
}

function verbText(
  value: Value,
  verb: string,
  precision: string | undefined,
  flags: string,
  width: number,
): string {
  const fill = flags.includes('0') && verb !== 's' ? '0' : ' ';
  const shown = plainVerb(value, verb, precision);
  const signed = flags.includes('+') && 'df'.includes(verb) && !shown.startsWith('-') ? `+${shown}` : shown;
  return flags.includes('-') ? signed.padEnd(width) : signed.padStart(width, fill);
}

function plainVerb(value: Value, verb: string, precision: string | undefined): string {
  if (verb === 'q') return JSON.stringify(toText(value) ?? null);
  if ('dxXob'.includes(verb) || 'feEgG'.includes(verb)) {
    const given = toNumber(value);
    if (typeof given !== 'number') throw new EvaluationError(`%${verb} needs a number`);
    if (verb === 'f' || verb === 'F') return given.toFixed(Math.min(100, Number(precision ?? 6)));
    if (verb === 'd') return Math.trunc(given).toString();
    const shown = Math.trunc(given).toString({ x: 16, X: 16, o: 8, b: 2 }[verb] ?? 10);
    return verb === 'X' ? shown.toUpperCase() : shown;
  }
  const shown = toText(value);
  if (typeof shown === 'string') return shown;
  return JSON.stringify(value);
}
