import { type Lexeme, LexicalError, type Part, unescapeTemplate } from '../../proofs/hcl-equals-json-lexer';
import type { Expression, TemplatePart } from './ast';

type Sequence = Extract<Part, { kind: 'sequence' }>;

/** Makes expressions of the pieces of a template: interpolations, `%{ if }`, `%{ for }`, strip markers. */
export class TemplateReader {
  private at = 0;
  private parts: readonly Part[] = [];

  constructor(private readonly parse: (lexemes: readonly Lexeme[]) => Expression) {}

  /** A whole string of the parsed configuration: its text is unescaped already. */
  whole(parts: readonly Part[]): Expression {
    return this.read(parts, unescapeTemplate);
  }

  quoted(parts: readonly Part[]): Expression {
    return this.read(parts, (text) => unescapeTemplate(unescapeQuoted(text)));
  }

  heredoc(source: string, parts: readonly Part[]): Expression {
    return this.read(source.startsWith('<<-') ? withoutIndent(parts) : parts, unescapeTemplate);
  }

  private read(parts: readonly Part[], clean: (text: string) => string): Expression {
    const stripped = strip(parts);
    const [sole] = stripped;
    if (!sole) return { kind: 'literal', value: '' };
    if (stripped.length === 1 && sole.kind === 'text') return { kind: 'literal', value: clean(sole.text) };
    if (stripped.length === 1 && sole.kind === 'sequence' && sole.opening.startsWith('$')) {
      return this.parse(sole.lexemes);
    }
    this.parts = stripped;
    this.at = 0;
    const read = this.body(clean, 0);
    if (this.at < this.parts.length) throw new LexicalError('a template directive closes nothing');
    return { kind: 'template', parts: read };
  }

  /** Up to a directive that ends this body, which is not consumed. */
  private body(clean: (text: string) => string, depth: number): readonly TemplatePart[] {
    if (depth > 60) throw new LexicalError('template directives nested too deeply');
    const found: TemplatePart[] = [];
    for (;;) {
      const part = this.parts[this.at];
      if (!part) return found;
      if (part.kind === 'text') {
        found.push({ kind: 'text', text: clean(part.text) });
        this.at += 1;
        continue;
      }
      if (part.opening.startsWith('$')) {
        found.push({ kind: 'value', value: this.parse(part.lexemes) });
        this.at += 1;
        continue;
      }
      const word = directive(part);
      if (word !== 'if' && word !== 'for') return found;
      this.at += 1;
      found.push(word === 'if' ? this.branch(part, clean, depth) : this.repeat(part, clean, depth));
    }
  }

  private branch(opening: Sequence, clean: (text: string) => string, depth: number): TemplatePart {
    const test = this.parse(opening.lexemes.slice(1));
    const yes = this.body(clean, depth + 1);
    let no: readonly TemplatePart[] = [];
    if (this.isDirective('else')) {
      this.at += 1;
      no = this.body(clean, depth + 1);
    }
    this.close('endif');
    return { kind: 'if', test, yes, no };
  }

  private repeat(opening: Sequence, clean: (text: string) => string, depth: number): TemplatePart {
    const inAt = opening.lexemes.findIndex((lexeme) => lexeme.kind === 'identifier' && lexeme.text === 'in');
    const names = opening.lexemes
      .slice(1, inAt)
      .flatMap((lexeme) => (lexeme.kind === 'identifier' ? lexeme.text : []));
    const [first, second] = names;
    if (inAt < 0 || first === undefined || names.length > 2) throw new LexicalError('not a for directive');
    const of = this.parse(opening.lexemes.slice(inAt + 1));
    const body = this.body(clean, depth + 1);
    this.close('endfor');
    return {
      kind: 'for',
      ...(second === undefined ? { item: first } : { key: first, item: second }),
      of,
      body,
    };
  }

  private isDirective(word: string): boolean {
    const part = this.parts[this.at];
    return part?.kind === 'sequence' && part.opening.startsWith('%') && directive(part) === word;
  }

  private close(word: string): void {
    if (!this.isDirective(word)) throw new LexicalError(`%{ ${word} } is missing`);
    this.at += 1;
  }
}

function directive(part: Sequence): string | undefined {
  const first = part.lexemes.find(({ kind }) => kind !== 'newline');
  return first?.kind === 'identifier' ? first.text : undefined;
}

/** Removes the white space that `~` asks to remove, up to a line break and with it. */
function strip(parts: readonly Part[]): readonly Part[] {
  if (
    !parts.some((part) => part.kind === 'sequence' && (part.closing === '~}' || part.opening.endsWith('~')))
  )
    return parts;
  return parts.flatMap((part, index): Part[] => {
    if (part.kind !== 'text') return [part];
    const before = parts[index - 1];
    const after = parts[index + 1];
    let { text } = part;
    if (before?.kind === 'sequence' && before.closing === '~}') text = text.replace(/^[ \t\r]*\n?/, '');
    if (after?.kind === 'sequence' && after.opening.endsWith('~')) {
      text = /[ \t]$/.test(text) ? text.replace(/[ \t]+$/, '') : text.replace(/\r?\n$/, '');
    }
    return text === '' ? [] : [{ kind: 'text', text }];
  });
}

/** `<<-`: without the indentation that all lines share. */
function withoutIndent(parts: readonly Part[]): readonly Part[] {
  let indent = Number.POSITIVE_INFINITY;
  parts.forEach((part, index) => {
    if (part.kind !== 'text') {
      const before = parts[index - 1];
      if (!before || (before.kind === 'text' && before.text.endsWith('\n'))) indent = 0;
      return;
    }
    part.text.split('\n').forEach((line, at, lines) => {
      const isStart = at > 0 || index === 0;
      const isEmptyEnd = at === lines.length - 1 && line === '' && index === parts.length - 1;
      const isBlank = line.trim() === '' && at < lines.length - 1;
      if (isStart && !isEmptyEnd && !isBlank)
        indent = Math.min(indent, line.length - line.trimStart().length);
    });
  });
  if (indent === 0 || indent === Number.POSITIVE_INFINITY) return parts;
  const start = new RegExp(`^[ \\t]{0,${indent}}`);
  return parts.map((part, index) => {
    if (part.kind !== 'text') return part;
    const lines = part.text
      .split('\n')
      .map((line, at) => (at > 0 || index === 0 ? line.replace(start, '') : line));
    return { kind: 'text', text: lines.join('\n') };
  });
}

function unescapeQuoted(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, (whole, code: string) => {
    if (code.length > 1) {
      const point = Number.parseInt(code.slice(1), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[code] ?? code;
  });
}
