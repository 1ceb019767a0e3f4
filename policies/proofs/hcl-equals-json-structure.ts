import type { BodySchema } from '../schema/body-schema';
import { configurationSchema } from '../schema/terraform-schema';
import { type Lexeme, LexicalError, lex, type Part } from './hcl-equals-json-lexer';

/** Something in the HCL that the parser's output does not show, or shows in the form of something else. */
export interface StructureProblem {
  readonly block: string;
  readonly attribute: string;
  readonly problem: string;
}

/**
 * Reads the HCL for what `@cdktf/hcl2json` loses:
 * - whether a name was written as a block or as an attribute (`a { }` and `a = [{}]` look the same),
 * - digits of numbers beyond those of a double (and `1e400`, which becomes null),
 * - that a `$` or `%` came from an inner string (`"${"$"}${x}"` looks like the text `$${x}`).
 */
export function structureProblems(source: string): readonly StructureProblem[] {
  try {
    return new Structure(lex(source)).problems();
  } catch (error) {
    if (!(error instanceof LexicalError)) throw error;
    return [{ block: '', attribute: '', problem: error.message }];
  }
}

class Structure {
  private at = 0;
  private readonly found: StructureProblem[] = [];

  constructor(private readonly lexemes: readonly Lexeme[]) {}

  problems(): readonly StructureProblem[] {
    this.body(configurationSchema(), '', '');
    if (this.at < this.lexemes.length) this.report('', '', 'a closing brace without an opening one');
    return this.found;
  }

  private body(schema: BodySchema, block: string, path: string): void {
    for (;;) {
      while (this.lexemes[this.at]?.kind === 'newline') this.at += 1;
      const name = this.lexemes[this.at];
      if (!name || symbolText(name) === '}') return;
      this.at += 1;
      if (name.kind !== 'identifier') {
        this.report(block, path, 'neither a block nor an attribute begins here');
        return;
      }
      if (symbolText(this.lexemes[this.at]) === '=') {
        this.attribute(schema, block, join(path, name.text), name.text);
      } else {
        this.block(schema, block, path, name.text);
      }
    }
  }

  private attribute(schema: BodySchema, block: string, path: string, name: string): void {
    if (schema.blocks.has(name)) this.report(block, path, 'is a block, but is written as an attribute');
    this.at += 1;
    const start = this.at;
    let depth = 0;
    for (; this.at < this.lexemes.length; this.at += 1) {
      const lexeme = this.lexemes[this.at] as Lexeme;
      const symbol = symbolText(lexeme);
      if (depth === 0 && (lexeme.kind === 'newline' || symbol === '}')) break;
      if (/^[([{]$/.test(symbol)) depth += 1;
      if (/^[)\]}]$/.test(symbol)) depth -= 1;
    }
    this.expression(this.lexemes.slice(start, this.at), block, path);
  }

  private block(schema: BodySchema, block: string, path: string, name: string): void {
    const labels: string[] = [];
    for (; this.at < this.lexemes.length; this.at += 1) {
      const lexeme = this.lexemes[this.at] as Lexeme;
      if (lexeme.kind === 'identifier') labels.push(lexeme.text);
      else if (lexeme.kind === 'template') labels.push(lexeme.parts.map(partSource).join(''));
      else break;
    }
    const [here, inner] =
      block === '' && path === ''
        ? [blockAddress(name, labels), '']
        : [block, join(path, [name, ...labels].join('.'))];
    const type = schema.blocks.get(name);
    if (!type) this.report(here, inner, 'is an attribute, but is written as a block');
    this.at += 1;
    this.body(type?.body(labels) ?? EMPTY, here, inner);
    this.at += 1;
  }

  private expression(lexemes: readonly Lexeme[], block: string, path: string): void {
    for (const lexeme of lexemes) {
      if (lexeme.kind === 'number' && !isExact(lexeme.text)) {
        this.report(block, path, `the number ${lexeme.text} has more digits than can be compared`);
      }
      if (lexeme.kind !== 'template' && lexeme.kind !== 'heredoc') continue;
      for (const part of lexeme.parts) {
        if (part.kind !== 'sequence') continue;
        this.expression(part.lexemes, block, path);
        if (part.lexemes.some((inner, at) => endsLikeSequence(inner, part.lexemes, at))) {
          this.report(block, path, 'a string inside an interpolation ends with $ or %: write it outside');
        }
      }
    }
  }

  private report(block: string, attribute: string, problem: string): void {
    this.found.push({ block, attribute, problem });
  }
}

const EMPTY: BodySchema = { blocks: new Map(), attributes: new Map(), otherwise: 'expression' };

/** The address under which a block at the top is known: `aws_vpc.main`, `data.aws_ami.x`, `provider.aws`. */
export function blockAddress(type: string, labels: readonly string[]): string {
  return (type === 'resource' ? labels : [type, ...labels]).join('.');
}

/** Whether a double holds exactly what the digits say. */
function isExact(digits: string): boolean {
  return plainDigits(digits) === plainDigits(String(Number(digits)));
}

/** `1.50e3` as `15e2`: the digits without zeros at their ends, and the power of ten. */
function plainDigits(number: string): string {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number);
  if (!match) return number;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** A string that stands for itself in an interpolation and ends such that what follows it could be read with it. */
function endsLikeSequence(lexeme: Lexeme, around: readonly Lexeme[], index: number): boolean {
  if (lexeme.kind !== 'template') return false;
  const last = lexeme.parts[lexeme.parts.length - 1];
  if (last?.kind !== 'text' || !/(?:[$%]|\\u0*2[45])$/i.test(last.text)) return false;
  const before = symbolText(around[index - 1]);
  const after = symbolText(around[index + 1]);
  return ['', '?', ':'].includes(before) && ['', ':'].includes(after);
}

function symbolText(lexeme: Lexeme | undefined): string {
  return lexeme?.kind === 'symbol' ? lexeme.text : '';
}

function partSource(part: Part): string {
  return part.kind === 'text' ? part.text : part.source;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
