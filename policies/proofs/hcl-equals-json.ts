import { parse } from '@cdktf/hcl2json';
import type { AttributeKind } from '../schema/body-schema';
import { type Reading, readConfiguration } from './hcl-equals-json-blocks';
import { compareConfigurations, type Difference } from './hcl-equals-json-compare';
import { LexicalError } from './hcl-equals-json-lexer';
import { Evaluations, quotedTemplate } from './hcl-equals-json-parser';
import { structureProblems } from './hcl-equals-json-structure';
import {
  encodedJson,
  expressionValue,
  jsonencodeArgument,
  keyForm,
  readable,
  structureValue,
  templateValue,
  textValue,
  type Value,
} from './hcl-equals-json-value';

export type { Difference } from './hcl-equals-json-compare';

/**
 * Proves that the HCL says what the Terraform JSON says: the same blocks, attributes and values, `[]` and `null`
 * included. Nothing but the `//` comments of the JSON is left out, nothing is guessed: what cannot be compared is a
 * difference.
 *
 * The HCL is read by the parser of HCL itself (`@cdktf/hcl2json`), and so are the strings of the JSON that hold
 * something to evaluate. What that parser's output does not show is read from the source by a lexer of the proof's own:
 * see `structureProblems`. Expressions are compared word by word; `jsonencode` of plain data is compared with a JSON
 * string by what Terraform makes of it.
 *
 * @param json one stack's Terraform JSON, as JavaScript reads it
 * @param hclFiles text by file name
 * @returns the differences; none is the proof
 */
export async function proveEqual(
  json: Readonly<Record<string, unknown>>,
  hclFiles: ReadonlyMap<string, string>,
): Promise<readonly Difference[]> {
  const unreadable: Difference[] = [];
  const parsed: Record<string, unknown>[] = [];
  for (const [file, text] of hclFiles) {
    for (const { block, attribute, problem } of structureProblems(text)) {
      unreadable.push({ block: block || file, attribute, json: undefined, hcl: undefined, problem });
    }
    try {
      parsed.push((await parse(file, text)) as Record<string, unknown>);
    } catch (error) {
      const problem = `not HCL: ${error instanceof Error ? error.message : String(error)}`;
      unreadable.push({ block: file, attribute: '', json: undefined, hcl: undefined, problem });
    }
  }
  const evaluations = new Evaluations();
  wantTemplates(json, evaluations);
  wantEncoded(parsed, evaluations);
  await evaluations.run();
  const given = readConfiguration([json], jsonReading(evaluations));
  const written = readConfiguration(parsed, hclReading(evaluations));
  return [...unreadable, ...compareConfigurations(given, written)];
}

/** Whether Terraform would find something to evaluate, or an escape, in the string. */
function isTemplate(text: string): boolean {
  return /[$%]\{/.test(text);
}

/** Terraform takes one at the start of a JSON string for that of a file. */
function withoutByteOrderMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function wantTemplates(json: unknown, evaluations: Evaluations): void {
  visitStrings(json, (given) => {
    const text = withoutByteOrderMark(given);
    if (!isTemplate(text)) return;
    try {
      evaluations.want(quotedTemplate(text));
    } catch (error) {
      if (!(error instanceof LexicalError)) throw error;
    }
  });
}

function wantEncoded(parsed: readonly unknown[], evaluations: Evaluations): void {
  visitStrings(parsed, (text) => {
    const argument = jsonencodeArgument(text);
    if (argument !== undefined) evaluations.want(argument);
  });
}

function visitStrings(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value)) visit(key);
    visitStrings(item, visit);
  }
}

/** How Terraform reads the values of JSON. */
function jsonReading(evaluations: Evaluations): Reading {
  const template = (given: string): Value => {
    const text = withoutByteOrderMark(given);
    if (!isTemplate(text)) return textValue(text);
    return readable(text, () => {
      const parsed = evaluations.get(quotedTemplate(text));
      if (parsed === undefined) return { kind: 'unreadable', text };
      return structureValue(parsed, templateValue, keyForm);
    });
  };
  const reference = (text: string): Value => readable(text, expressionValue);
  const key = (given: string): string => {
    const text = withoutByteOrderMark(given);
    if (!isTemplate(text)) return keyForm(text);
    const value = template(text);
    if (value.kind === 'text') return value.text;
    return value.kind === 'expression' ? `\${${value.form}}` : text;
  };
  const literalKey = (text: string): string => {
    const value = textValue(text);
    return value.kind === 'text' ? value.text : text;
  };
  const read = (raw: unknown, kind: AttributeKind): Value => {
    switch (kind) {
      case 'expression':
        return structureValue(raw, template, key);
      case 'reference':
      case 'references':
      case 'reference-map':
        return structureValue(raw, reference, key);
      case 'type':
        return structureValue(raw, typeValue, key);
      case 'provider-requirements':
        return withAliases(raw, structureValue(raw, textValue, literalKey));
      default:
        return structureValue(raw, textValue, literalKey);
    }
  };
  return { value: read, isJson: true };
}

/** What the parser of HCL gave; all strings are templates there. */
function hclReading(evaluations: Evaluations): Reading {
  const template = (text: string): Value => {
    const value = templateValue(text);
    const argument = value.kind === 'expression' ? jsonencodeArgument(text) : undefined;
    if (value.kind !== 'expression' || argument === undefined) return value;
    const data = evaluations.get(argument);
    const encodes =
      data === undefined ? undefined : encodedJson(structureValue(data, templateValue, keyForm));
    return encodes === undefined ? value : { ...value, encodes };
  };
  return {
    value: (raw, kind) => structureValue(raw, kind === 'type' ? typeValue : template, keyForm),
    isJson: false,
  };
}

/** `list`, `map` and `set` without an element type are those of anything. */
function typeValue(source: string): Value {
  const value = readable(source, expressionValue);
  if (value.kind !== 'expression' || !/^(list|map|set)$/.test(value.form)) return value;
  return expressionValue(`${value.form}(any)`);
}

/** The one attribute of a provider requirement that holds references. */
function withAliases(raw: unknown, value: Value): Value {
  if (value.kind !== 'object' || typeof raw !== 'object' || raw === null) return value;
  const aliases = (raw as Record<string, unknown>)['configuration_aliases'];
  if (aliases === undefined) return value;
  const entries = new Map(value.entries);
  entries.set(
    'configuration_aliases',
    structureValue(aliases, (text) => readable(text, expressionValue), keyForm),
  );
  return { ...value, entries };
}
