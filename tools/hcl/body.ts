import {
  type AttributeKind,
  attributeKind,
  type BlockType,
  type BodySchema,
} from '../../policies/schema/body-schema';
import { atom, type Entry, type Expression } from './expression';
import { HclError, within } from './hcl-error';
import { jsonEncoded } from './json-encoded';
import type { BlockNode, Node } from './nodes';
import { keyText, literalString, referenceExpression, templateExpression, typeExpression } from './template';

type Json = Readonly<Record<string, unknown>>;

/** A block as JSON has it: its labels, and what stands in its body. */
export interface JsonBlock {
  readonly labels: readonly string[];
  readonly body: Json;
}

/** All blocks of one type: JSON may hold an object or a list of them, before and after each label. */
export function jsonBlocks(
  value: unknown,
  labels: number,
  found: readonly string[] = [],
): readonly JsonBlock[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => jsonBlocks(item, labels, found));
  if (typeof value !== 'object') {
    throw new HclError(
      '',
      `a block is expected, not ${JSON.stringify(value)}: give an object or a list of objects`,
    );
  }
  if (found.length === labels) return [{ labels: found, body: value as Json }];
  return Object.entries(value).flatMap(([label, inner]) => jsonBlocks(inner, labels, [...found, label]));
}

/** The body of a block: attributes and nested blocks, in the order of the JSON, the meta-arguments where readers look. */
export function writeBody(body: Json, schema: BodySchema): readonly Node[] {
  const nodes: Node[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === '//') continue;
    within(name, () => {
      const type = schema.blocks.get(name);
      if (type) nodes.push(...writeBlocks(name, value, type));
      else nodes.push({ kind: 'attribute', name, value: writeAttribute(name, value, schema) });
    });
  }
  return nodes
    .map((node, index) => ({ node, index }))
    .sort((a, b) => rank(a.node) - rank(b.node) || a.index - b.index)
    .map(({ node }) => node);
}

/** The blocks of the type that the JSON gives. */
export function writeBlocks(name: string, value: unknown, type: BlockType): readonly BlockNode[] {
  return jsonBlocks(value, type.labels).map(({ labels, body }) => ({
    kind: 'block',
    type: name,
    labels,
    body: within(labels.join('.'), () => writeBody(body, type.body(labels))),
  }));
}

const FIRST = ['count', 'for_each', 'provider'];
const LAST = ['connection', 'provisioner', 'lifecycle', 'depends_on'];

function rank(node: Node): number {
  const name = node.kind === 'attribute' ? node.name : node.type;
  if (FIRST.includes(name)) return FIRST.indexOf(name);
  const last = LAST.indexOf(name);
  if (last >= 0) return 100 + last;
  return node.kind === 'attribute' ? 10 : 11;
}

function writeAttribute(name: string, value: unknown, schema: BodySchema): Expression {
  if (
    schema.unknown &&
    !['count', 'for_each', 'provider', 'depends_on'].includes(name) &&
    couldBeBlock(value)
  ) {
    throw new HclError(
      '',
      'whether this is a block or an attribute is not known: no schema of this type in policies/schema. Add the ' +
        "provider's schema there, or give it neither an object nor a list of objects",
    );
  }
  return writeValue(value, attributeKind(schema, name));
}

function couldBeBlock(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.some(couldBeBlock);
  return typeof value === 'object' && value !== null;
}

function writeValue(value: unknown, kind: AttributeKind): Expression {
  switch (kind) {
    case 'reference':
      if (typeof value === 'string') return referenceExpression(value);
      break;
    case 'references':
      if (typeof value === 'string') return referenceExpression(value);
      if (Array.isArray(value))
        return { kind: 'list', items: value.map((item) => writeValue(item, 'reference')) };
      break;
    case 'reference-map':
      if (isObject(value)) return writeObject(value, false, () => 'reference');
      break;
    case 'type':
      if (typeof value === 'string') return typeExpression(value);
      break;
    case 'provider-requirements':
      if (isObject(value)) {
        return writeObject(value, true, (key) =>
          key === 'configuration_aliases' ? 'references' : 'literal',
        );
      }
      return writeValue(value, 'literal');
    default:
      break;
  }
  return writeData(value, kind === 'literal' ? 'literal' : 'expression', false);
}

function writeData(value: unknown, kind: 'literal' | 'expression', inList: boolean): Expression {
  switch (typeof value) {
    case 'string':
      if (kind === 'literal') return literalString(value, inList);
      return jsonEncoded(value) ?? templateExpression(value, inList);
    case 'number':
      if (!Number.isFinite(value)) throw new HclError('', `not a number that HCL can hold: ${value}`);
      return atom(JSON.stringify(value));
    case 'boolean':
      return atom(String(value));
    case 'object':
      if (value === null) return atom('null');
      if (Array.isArray(value))
        return { kind: 'list', items: value.map((item) => writeData(item, kind, true)) };
      return writeObject(value as Json, kind === 'literal', () => kind);
    default:
      throw new HclError('', `not a JSON value: ${typeof value}`);
  }
}

function writeObject(value: Json, isLiteral: boolean, kindOf: (key: string) => AttributeKind): Expression {
  const entries = Object.entries(value).map(
    ([key, item]): Entry => ({
      key: keyText(key, isLiteral),
      separator: '=',
      value: within(key, () => writeValue(item, kindOf(key))),
    }),
  );
  return { kind: 'object', entries };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
