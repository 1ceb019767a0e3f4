/**
 * A reader of HCL's tokens, made for the proof and used by nothing else, so that it cannot share a mistake with what
 * wrote the HCL. It loses nothing but spaces, comments and the difference between a line break and a comma.
 */
export type Lexeme =
  | { readonly kind: 'identifier' | 'number' | 'symbol'; readonly text: string }
  | { readonly kind: 'newline' }
  | { readonly kind: 'template'; readonly quoted: boolean; readonly parts: readonly Part[] }
  | { readonly kind: 'heredoc'; readonly text: string; readonly parts: readonly Part[] };

/** A piece of a template. Text is as it stands in the source: neither unescaped nor normalised. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'sequence';
      readonly opening: string;
      readonly lexemes: readonly Lexeme[];
      readonly closing: string;
      /** All of it, as it stands. */
      readonly source: string;
    };

export class LexicalError extends Error {
  override readonly name = 'LexicalError';
}

/** Reads a whole file or expression. */
export function lex(source: string): readonly Lexeme[] {
  return new Reader(source).lexemes(false);
}

/** Reads the whole string as a template, the way in which Terraform reads a JSON string. */
export function lexTemplate(source: string): readonly Part[] {
  return new Reader(source).parts(() => false, false);
}

const TOKEN =
  /(?<space>[ \t\r\uFEFF]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<newline>\n)|(?<heredoc><<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n)|(?<identifier>[\p{ID_Start}_][\p{ID_Continue}-]*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<symbol>\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%=<>!?:.,()[\]{}])/uy;

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  /** Up to the end, or (in a sequence of a template) up to the `}` that closes it, which it does not consume. */
  lexemes(inSequence: boolean): readonly Lexeme[] {
    const found: Lexeme[] = [];
    let depth = 0;
    while (this.at < this.source.length) {
      if (inSequence && depth === 0 && /^~?\}/.test(this.source.slice(this.at, this.at + 2))) return found;
      if (this.source[this.at] === '"') {
        this.at += 1;
        const parts = this.parts(() => this.source[this.at] === '"', true);
        this.expect('"');
        found.push({ kind: 'template', quoted: true, parts });
        continue;
      }
      TOKEN.lastIndex = this.at;
      const groups = TOKEN.exec(this.source)?.groups;
      if (!groups) throw this.error();
      this.at = TOKEN.lastIndex;
      if (groups['newline'] !== undefined) found.push({ kind: 'newline' });
      else if (groups['heredoc'] !== undefined)
        found.push(this.heredoc(groups['heredoc']), { kind: 'newline' });
      else if (groups['identifier'] !== undefined)
        found.push({ kind: 'identifier', text: groups['identifier'] });
      else if (groups['number'] !== undefined) found.push({ kind: 'number', text: groups['number'] });
      else if (groups['symbol'] !== undefined) {
        if ('([{'.includes(groups['symbol'])) depth += 1;
        if (')]}'.includes(groups['symbol'])) depth -= 1;
        found.push({ kind: 'symbol', text: groups['symbol'] });
      }
    }
    if (inSequence) throw this.error();
    return found;
  }

  /** The pieces of a template, until `ends` holds or the source ends. */
  parts(ends: () => boolean, escapes: boolean): readonly Part[] {
    const parts: Part[] = [];
    let text = '';
    const plain = /[^$%\\"\n]+/y;
    while (this.at < this.source.length && !ends()) {
      plain.lastIndex = this.at;
      const skipped = plain.exec(this.source)?.[0];
      if (skipped !== undefined) {
        text += skipped;
        this.at += skipped.length;
        continue;
      }
      const rest = this.source.slice(this.at, this.at + 2);
      if (escapes && rest[0] === '\\') {
        text += rest;
        this.at += 2;
        continue;
      }
      const run = /(\$+|%+)(\{?)/y;
      run.lastIndex = this.at;
      const match = run.exec(this.source);
      if (!match || match[0] !== `${rest[0]}{`) {
        const length = match?.[0].length ?? 1;
        text += this.source.slice(this.at, this.at + length);
        this.at += length;
        continue;
      }
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      const start = this.at;
      this.at += 2;
      let opening = match[0];
      if (this.source[this.at] === '~') {
        opening += '~';
        this.at += 1;
      }
      const lexemes = this.lexemes(true);
      const closing = this.source[this.at] === '~' ? '~}' : '}';
      this.expect(closing);
      parts.push({ kind: 'sequence', opening, lexemes, closing, source: this.source.slice(start, this.at) });
    }
    if (text !== '') parts.push({ kind: 'text', text });
    return parts;
  }

  private heredoc(opening: string): Lexeme {
    const marker = opening.trim().replace(/^<<-?/, '');
    const start = this.at;
    const parts = this.parts(() => this.atMarker(marker), false);
    const text = opening + this.source.slice(start, this.at);
    const end = /[ \t]*/y;
    end.lastIndex = this.at;
    end.exec(this.source);
    this.at = end.lastIndex;
    this.expect(marker);
    return { kind: 'heredoc', text: `${text}${marker}`, parts };
  }

  private atMarker(marker: string): boolean {
    if (this.source[this.at - 1] !== '\n') return false;
    const end = this.source.indexOf('\n', this.at);
    return this.source.slice(this.at, end < 0 ? undefined : end).trim() === marker;
  }

  private expect(text: string): void {
    if (!this.source.startsWith(text, this.at)) throw this.error();
    this.at += text.length;
  }

  private error(): LexicalError {
    const line = this.source.slice(0, this.at).split('\n').length;
    return new LexicalError(
      `line ${line}: not HCL: ${JSON.stringify(this.source.slice(this.at, this.at + 20))}`,
    );
  }
}

/**
 * The expression in one form for all ways of writing it: without spaces, line breaks as commas where they separate and
 * gone where they do not, keys of objects without quotes where they need none. Two expressions with the same form are
 * the same to Terraform.
 */
export function canonical(lexemes: readonly Lexeme[]): string {
  const words: string[] = [];
  const open: ('object' | 'other')[] = [];
  lexemes.forEach((lexeme, index) => {
    if (lexeme.kind === 'newline') {
      if (open[open.length - 1] === 'object') separate(words);
      return;
    }
    const text = lexemeText(lexeme, () => open[open.length - 1] === 'object' && isKey(lexemes, index));
    if (lexeme.kind !== 'symbol') {
      words.push(text);
      return;
    }
    if (text === '{') {
      const next = lexemes.slice(index + 1, index + 4).find(({ kind }) => kind !== 'newline');
      open.push(next?.kind === 'identifier' && next.text === 'for' ? 'other' : 'object');
    } else if ('(['.includes(text)) {
      open.push('other');
    } else if (')]}'.includes(text)) {
      open.pop();
      if (words[words.length - 1] === ',') words.pop();
    } else if (text === ',') {
      separate(words);
      return;
    }
    words.push(text);
  });
  if (words[words.length - 1] === ',') words.pop();
  return words.join(' ');
}

function separate(words: string[]): void {
  const last = words[words.length - 1];
  if (last !== ',' && last !== '{') words.push(',');
}

function lexemeText(lexeme: Exclude<Lexeme, { kind: 'newline' }>, asKey: () => boolean): string {
  switch (lexeme.kind) {
    case 'heredoc':
      return JSON.stringify(lexeme.text);
    case 'template': {
      const [first, ...others] = lexeme.parts;
      const plain = first?.kind === 'text' && others.length === 0 ? first.text : undefined;
      if (plain !== undefined && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(plain) && asKey()) return plain;
      return `"${lexeme.parts.map(partText).join('')}"`;
    }
    default:
      return lexeme.text;
  }
}

/** After `{`, a comma or a line break, and before `=` or `:`. */
function isKey(lexemes: readonly Lexeme[], index: number): boolean {
  const before = lexemes[index - 1];
  const after = lexemes[index + 1];
  const begins = before?.kind === 'newline' || (before?.kind === 'symbol' && '{,'.includes(before.text));
  return begins && after?.kind === 'symbol' && (after.text === '=' || after.text === ':');
}

function partText(part: Part): string {
  return part.kind === 'text' ? part.text : `${part.opening}${canonical(part.lexemes)}${part.closing}`;
}

/** The text of a template's literal part as Terraform sees it: `$${` is `${`. */
export function unescapeTemplate(text: string): string {
  return text.replace(/\$(\$+\{)/g, '$1').replace(/%(%+\{)/g, '$1');
}
