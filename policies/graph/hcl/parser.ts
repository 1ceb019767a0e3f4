import { type Lexeme, LexicalError, lex, lexTemplate } from '../../proofs/hcl-equals-json-lexer';
import type { Expression } from './ast';
import { TemplateReader } from './template';

/** Something that is not an expression. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** Deeper nesting than this is refused: nobody writes it, and a stack has an end. */
const MAX_NESTING = 120;

/**
 * A string of the parsed configuration, or of Terraform's JSON, as the expression that Terraform evaluates.
 *
 * @throws ExpressionError
 */
export function parseTemplate(source: string): Expression {
  return guarded(() => new TemplateReader((lexemes) => parseLexemes(lexemes)).whole(lexTemplate(source)));
}

/**
 * An expression without the quotes and `${}` around it: a reference, a type.
 *
 * @throws ExpressionError
 */
export function parseExpression(source: string): Expression {
  return guarded(() => parseLexemes(lex(source)));
}

function guarded(read: () => Expression): Expression {
  try {
    return read();
  } catch (error) {
    if (error instanceof LexicalError) throw new ExpressionError(error.message);
    if (error instanceof RangeError) throw new ExpressionError('nested too deeply');
    throw error;
  }
}

export function parseLexemes(lexemes: readonly Lexeme[], depth = 0): Expression {
  const parser = new Parser(lexemes, depth);
  const found = parser.expression();
  parser.end();
  return found;
}

const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

export class Parser {
  private at = 0;
  /** Whether a line break ends something here. */
  private readonly lineEnds: boolean[] = [false];

  constructor(
    private readonly lexemes: readonly Lexeme[],
    private depth: number,
  ) {}

  expression(): Expression {
    this.depth += 1;
    if (this.depth > MAX_NESTING) throw new ExpressionError('nested too deeply');
    const test = this.binary(0);
    if (!this.take('?')) {
      this.depth -= 1;
      return test;
    }
    const yes = this.expression();
    this.expect(':');
    const no = this.expression();
    this.depth -= 1;
    return { kind: 'conditional', test, yes, no };
  }

  /** Nothing may follow. */
  end(): void {
    if (this.peek() !== undefined) throw this.error();
  }

  /** The identifier that must stand here. */
  identifier(): string {
    const found = this.peek();
    if (found?.kind !== 'identifier') throw this.error();
    this.at += 1;
    return found.text;
  }

  /** Consumes the symbol or word, if it is next. */
  take(text: string): boolean {
    const next = this.peek();
    if (!next || (next.kind !== 'symbol' && next.kind !== 'identifier') || next.text !== text) return false;
    this.at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.error();
  }

  private peek(): Lexeme | undefined {
    while (!this.lineEnds[this.lineEnds.length - 1] && this.lexemes[this.at]?.kind === 'newline')
      this.at += 1;
    return this.lexemes[this.at];
  }

  private error(): ExpressionError {
    const found = this.peek();
    const text = found === undefined ? 'the end' : 'text' in found ? found.text : found.kind;
    return new ExpressionError(`unexpected ${JSON.stringify(text.slice(0, 40))} in an expression`);
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (let links = 0; ; links += 1) {
      const next = this.peek();
      if (next?.kind !== 'symbol' || !operators.includes(next.text)) return left;
      if (links > 2_000) throw new ExpressionError('too long a chain of operators');
      this.at += 1;
      left = { kind: 'binary', operator: next.text, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    for (const operator of ['-', '!']) {
      if (!this.take(operator)) continue;
      this.depth += 1;
      if (this.depth > MAX_NESTING) throw new ExpressionError('nested too deeply');
      const operand = this.unary();
      this.depth -= 1;
      return { kind: 'unary', operator, operand };
    }
    return this.traversal(this.term());
  }

  /** What follows a term: `.name`, `[index]`, `[*]`, `.*`, `.0`. */
  private traversal(start: Expression): Expression {
    let of = start;
    for (let steps = 0; ; steps += 1) {
      if (steps > 500) throw new ExpressionError('too long a reference');
      const next = this.lexemes[this.at];
      if (next?.kind !== 'symbol') return of;
      if (next.text === '.') {
        this.at += 1;
        const step = this.lexemes[this.at];
        this.at += 1;
        if (step?.kind === 'identifier') of = { kind: 'attribute', of, name: step.text };
        else if (step?.kind === 'number') {
          for (const part of step.text.split('.')) {
            of = { kind: 'index', of, key: { kind: 'literal', value: Number(part) } };
          }
        } else if (step?.kind === 'symbol' && step.text === '*') {
          return this.traversal({ kind: 'splat', of, each: this.attributesOnly() });
        } else throw this.error();
      } else if (next.text === '[') {
        this.at += 1;
        this.lineEnds.push(false);
        if (this.take('*')) {
          this.expect(']');
          this.lineEnds.pop();
          return { kind: 'splat', of, each: this.traversal({ kind: 'element' }) };
        }
        const key = this.expression();
        this.expect(']');
        this.lineEnds.pop();
        of = { kind: 'index', of, key };
      } else return of;
    }
  }

  /** After `.*` only attributes belong to the element; an index belongs to the list. */
  private attributesOnly(): Expression {
    let of: Expression = { kind: 'element' };
    for (;;) {
      const dot = this.lexemes[this.at];
      const name = this.lexemes[this.at + 1];
      if (dot?.kind !== 'symbol' || dot.text !== '.' || name?.kind !== 'identifier') return of;
      this.at += 2;
      of = { kind: 'attribute', of, name: name.text };
    }
  }

  private term(): Expression {
    const next = this.peek();
    if (next === undefined) throw this.error();
    this.at += 1;
    switch (next.kind) {
      case 'number':
        return { kind: 'literal', value: Number(next.text) };
      case 'template':
        return this.templates().quoted(next.parts);
      case 'heredoc':
        return this.templates().heredoc(next.text, next.parts);
      case 'identifier':
        return this.named(next.text);
      case 'symbol':
        if (next.text === '(') return this.bracketed(')', () => this.expression());
        if (next.text === '[') return this.bracketed(']', () => this.tuple());
        if (next.text === '{') return this.object();
    }
    this.at -= 1;
    throw this.error();
  }

  private templates(): TemplateReader {
    return new TemplateReader((lexemes) => parseLexemes(lexemes, this.depth));
  }

  private named(first: string): Expression {
    let name = first;
    while (this.lexemes[this.at]?.kind === 'symbol' && this.take('::')) name += `::${this.identifier()}`;
    const open = this.lexemes[this.at];
    if (open?.kind === 'symbol' && open.text === '(') {
      this.at += 1;
      return this.bracketed(')', () => this.call(name));
    }
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    return name === 'null' ? { kind: 'literal', value: null } : { kind: 'name', name };
  }

  private call(name: string): Expression {
    const args: Expression[] = [];
    let expand = false;
    while (!this.isNext(')')) {
      args.push(this.expression());
      expand = this.take('...');
      if (expand || !this.take(',')) break;
    }
    return { kind: 'call', name, args, expand };
  }

  private bracketed(close: string, read: () => Expression): Expression {
    this.lineEnds.push(false);
    const found = read();
    this.expect(close);
    this.lineEnds.pop();
    return found;
  }

  private isNext(text: string): boolean {
    const next = this.peek();
    return next?.kind === 'symbol' && next.text === text;
  }

  private tuple(): Expression {
    if (this.take('for')) return this.loop(false);
    const items: Expression[] = [];
    while (!this.isNext(']')) {
      items.push(this.expression());
      if (!this.take(',')) break;
    }
    return { kind: 'tuple', items };
  }

  private object(): Expression {
    const next = this.lexemes.slice(this.at, this.at + 6).find(({ kind }) => kind !== 'newline');
    if (next?.kind === 'identifier' && next.text === 'for') {
      return this.bracketed('}', () => {
        this.expect('for');
        return this.loop(true);
      });
    }
    this.lineEnds.push(true);
    const items: (readonly [Expression, Expression])[] = [];
    this.lines();
    while (!this.isNext('}')) {
      const key = this.expression();
      if (!this.take('=')) this.expect(':');
      const value = this.afterBreaks(() => this.expression());
      items.push([key.kind === 'name' ? { kind: 'literal', value: key.name } : key, value]);
      const separated = this.take(',');
      if (!this.lines() && !separated) break;
    }
    this.expect('}');
    this.lineEnds.pop();
    return { kind: 'object', items };
  }

  private afterBreaks(read: () => Expression): Expression {
    this.lines();
    return read();
  }

  /** Skips line breaks; whether there were any. */
  private lines(): boolean {
    const start = this.at;
    while (this.lexemes[this.at]?.kind === 'newline') this.at += 1;
    return this.at > start;
  }

  private loop(isObject: boolean): Expression {
    const first = this.identifier();
    const second = this.take(',') ? this.identifier() : undefined;
    this.expect('in');
    const of = this.expression();
    this.expect(':');
    let result = this.expression();
    let resultKey: Expression | undefined;
    if (isObject) {
      this.expect('=>');
      resultKey = result;
      result = this.expression();
    }
    const grouped = this.take('...');
    const condition = this.take('if') ? this.expression() : undefined;
    return {
      kind: 'for',
      ...(second === undefined ? { item: first } : { key: first, item: second }),
      of,
      ...(resultKey ? { resultKey } : {}),
      result,
      ...(condition ? { condition } : {}),
      grouped,
    };
  }
}
