import {
  canonical,
  LexicalError,
  lex,
  lexTemplate,
  type Part,
  unescapeTemplate,
} from './hcl-equals-json-lexer';

/** A value in the form in which both sides are compared. */
export type Value =
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly text: string }
  /** A string without anything to evaluate, as Terraform will see it. */
  | { readonly kind: 'text'; readonly text: string }
  /** Something to evaluate, in its canonical form. `encodes` is its value where that is known: see `Evaluations`. */
  | { readonly kind: 'expression'; readonly form: string; readonly encodes?: string }
  /** Not something that Terraform could evaluate. */
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | {
      readonly kind: 'object';
      readonly entries: ReadonlyMap<string, Value>;
      readonly clashes: readonly string[];
    };

/** A string in which Terraform evaluates what stands in `${ }` and `%{ }`, as the parser of HCL gave it. */
export function templateValue(source: string): Value {
  const parts = lexTemplate(source);
  if (parts.every((part) => part.kind === 'text')) return textValue(parts.map(partForm).join(''));
  const [sole] = parts;
  if (parts.length === 1 && sole?.kind === 'sequence' && sole.opening.startsWith('$')) {
    return { kind: 'expression', form: canonical(sole.lexemes) };
  }
  return { kind: 'expression', form: JSON.stringify(parts.map((part) => [part.kind, partForm(part)])) };
}

/** A string that is what it is. Terraform normalises every string to NFC. */
export function textValue(text: string): Value {
  return { kind: 'text', text: normalized(text) };
}

/** As Terraform holds a string: half a surrogate pair cannot be written to a file, and everything else is NFC. */
function normalized(text: string): string {
  return Buffer.from(text).toString().normalize('NFC');
}

/** An expression that is given as text: a reference, a type. */
export function expressionValue(source: string): Value {
  const [sole, ...others] = lexTemplate(source);
  const lexemes = sole?.kind === 'sequence' && others.length === 0 ? sole.lexemes : lex(source);
  return { kind: 'expression', form: canonical(lexemes) };
}

/** The value, or that there is none: an expression may be anything that somebody wrote. */
export function readable(source: string, read: (source: string) => Value): Value {
  try {
    return read(source);
  } catch (error) {
    if (error instanceof LexicalError) return { kind: 'unreadable', text: source };
    throw error;
  }
}

/** The form in which keys of objects are compared. */
export function keyForm(source: string): string {
  const value = templateValue(source);
  return value.kind === 'expression' ? `\${${value.form}}` : value.kind === 'text' ? value.text : source;
}

/** Both as objects, lists and scalars; strings by `stringValue`, which knows how they are read. */
export function structureValue(
  json: unknown,
  stringValue: (text: string) => Value,
  keyOf: (key: string) => string,
): Value {
  if (json === null) return { kind: 'null', text: 'null' };
  if (typeof json === 'string') return stringValue(json);
  if (typeof json === 'number') return { kind: 'number', text: String(json) };
  if (typeof json === 'boolean') return { kind: 'boolean', text: String(json) };
  if (Array.isArray(json)) {
    return { kind: 'list', items: json.map((item) => structureValue(item, stringValue, keyOf)) };
  }
  const entries = new Map<string, Value>();
  const clashes: string[] = [];
  for (const [key, item] of Object.entries(json as object)) {
    const form = keyOf(key);
    if (entries.has(form)) clashes.push(form);
    entries.set(form, structureValue(item, stringValue, keyOf));
  }
  return { kind: 'object', entries, clashes };
}

/** The argument of `jsonencode`, if the expression is a call of that and nothing else. */
export function jsonencodeArgument(source: string): string | undefined {
  const inner = /^\$\{\s*jsonencode\(([\s\S]*)\)\s*\}$/.exec(source)?.[1];
  if (inner === undefined) return undefined;
  try {
    let depth = 0;
    for (const lexeme of lex(inner)) {
      if (lexeme.kind !== 'symbol') continue;
      if ('([{'.includes(lexeme.text)) depth += 1;
      if (')]}'.includes(lexeme.text)) depth -= 1;
      if (depth < 0 || (depth === 0 && lexeme.text === ',')) return undefined;
    }
    return inner;
  } catch (error) {
    if (error instanceof LexicalError) return undefined;
    throw error;
  }
}

/** What `jsonencode` gives for a value without anything to evaluate; `undefined` where that is not certain. */
export function encodedJson(value: Value): string | undefined {
  switch (value.kind) {
    case 'expression':
    case 'unreadable':
      return undefined;
    case 'text':
      return encodedString(value.text);
    case 'number':
      return value.text.includes('e') ? undefined : value.text;
    case 'list': {
      const items = value.items.map(encodedJson);
      return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
    }
    case 'object': {
      if (value.clashes.length > 0) return undefined;
      const keys = [...value.entries.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      const entries = keys.map((key) => {
        const item = encodedJson(value.entries.get(key) as Value);
        const name = encodedString(key);
        return item === undefined || name === undefined ? undefined : `${name}:${item}`;
      });
      return entries.includes(undefined) ? undefined : `{${entries.join(',')}}`;
    }
    default:
      return value.text;
  }
}

function encodedString(text: string): string | undefined {
  if (/[$%]\{/.test(text) || /[^\P{Cc}\n\r\t]/u.test(text)) return undefined;
  return JSON.stringify(text)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function partForm(part: Part): string {
  if (part.kind === 'text') return normalized(unescapeTemplate(part.text));
  return `${part.opening}${canonical(part.lexemes)}${part.closing}`;
}
