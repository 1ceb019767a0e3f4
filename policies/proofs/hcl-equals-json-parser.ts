import { parse } from '@cdktf/hcl2json';
import { lexTemplate } from './hcl-equals-json-lexer';

/**
 * What the parser of HCL makes of strings and expressions, asked for all of them at once. The JSON's strings go through
 * the same parser as the HCL, so that its habits (`a${1}b` becomes `a1b`, a conditional in a template becomes `%{if}`)
 * are the same on both sides.
 */
export class Evaluations {
  private readonly wanted = new Map<string, string>();
  private readonly results = new Map<string, unknown>();

  /** Asks for the value of an expression in HCL's syntax. */
  want(expression: string): void {
    this.wanted.set(expression, `e${this.wanted.size}`);
  }

  async run(): Promise<void> {
    const all = [...this.wanted];
    if (all.length === 0) return;
    try {
      await this.parseAll(all);
    } catch {
      for (const one of all) await this.parseAll([one]).catch(() => undefined);
    }
  }

  /** `undefined` for what is not an expression. */
  get(expression: string): unknown {
    return this.results.get(expression);
  }

  private async parseAll(expressions: readonly (readonly [string, string])[]): Promise<void> {
    const lines = expressions.map(([expression, name]) => `  ${name} = ${expression}`);
    const { locals } = (await parse('expressions.tf', `locals {\n${lines.join('\n')}\n}\n`)) as {
      locals: readonly Record<string, unknown>[];
    };
    for (const [expression, name] of expressions) this.results.set(expression, locals[0]?.[name]);
  }
}

/**
 * A JSON string that Terraform reads as a template, in HCL's syntax: text escaped, sequences as they stand.
 *
 * A strip marker reaches to the end of a line in JSON, and as far as there is white space in a quoted string. So a line
 * break at which it stops in JSON is given as an interpolation of its own, at which it stops here; the parser makes
 * text of that again.
 */
export function quotedTemplate(source: string): string {
  const parts = lexTemplate(source);
  const written = parts.map((part, index) => {
    if (part.kind === 'sequence') return part.source;
    const before = parts[index - 1];
    const after = parts[index + 1];
    const lines = part.text.split(/(?<=\n)/);
    const isStripped =
      (before?.kind === 'sequence' && before.closing === '~}') ||
      (after?.kind === 'sequence' && after.opening.endsWith('~'));
    return lines.map(escapeText).join(isStripped ? '${""}' : '');
  });
  return `"${written.join('')}"`;
}

function escapeText(text: string): string {
  return [...text].map(escapeCharacter).join('');
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f ? `\\u${code.toString(16).padStart(4, '0')}` : character;
}
