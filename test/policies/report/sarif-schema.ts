import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of SARIF 2.1.0 from the types in `@types/sarif`, which were written from OASIS's schema: every object with
 * its properties and no others, which of them must be there, and the words that are allowed. What types cannot say is
 * added below, from the same schema: formats, minima and lists without repetition.
 */
export function sarifSchema(): Schema {
  const file = join(dirname(require.resolve('@types/sarif/package.json')), 'index.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const definitions: Record<string, Schema> = {};
  source.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node)) definitions[node.name.text] = objectOf(node.members, source);
    if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) {
      for (const inner of node.body.statements) {
        if (ts.isTypeAliasDeclaration(inner)) {
          definitions[`${node.name.text}.${inner.name.text}`] = schemaOf(inner.type, source);
        }
      }
    }
  });
  return { $ref: '#/definitions/Log', definitions };
}

/** What the types do not say of a property, by its name. */
const ALSO: Readonly<Record<string, Schema>> = {
  helpUri: { pattern: '^[a-z][a-z0-9+.-]*:' },
  informationUri: { pattern: '^[a-z][a-z0-9+.-]*:' },
  uri: { pattern: '^[^\\s"<>\\\\^`{|}]*$' },
  startLine: { minimum: 1 },
  ruleIndex: { minimum: -1 },
  text: { minLength: 0 },
  runs: { minItems: 0 },
  rules: { uniqueItems: true },
  tags: { uniqueItems: true },
  suppressions: { uniqueItems: true },
  relatedLocations: { uniqueItems: true },
  logicalLocations: { uniqueItems: true },
};

function objectOf(members: ts.NodeArray<ts.TypeElement>, source: ts.SourceFile): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  let others: Schema | false = false;
  for (const member of members) {
    if (ts.isIndexSignatureDeclaration(member)) others = schemaOf(member.type, source);
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const name = member.name.getText(source);
    properties[name] = { ...schemaOf(member.type, source), ...ALSO[name] };
    if (!member.questionToken) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: others };
}

function schemaOf(type: ts.TypeNode, source: ts.SourceFile): Schema {
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type, source);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType, source) };
  if (ts.isTypeLiteralNode(type)) return objectOf(type.members, source);
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return { const: type.literal.text };
  if (ts.isUnionTypeNode(type)) {
    const members = type.types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword);
    const [only] = members;
    return members.length === 1 && only
      ? schemaOf(only, source)
      : { anyOf: members.map((one) => schemaOf(one, source)) };
  }
  if (ts.isTypeReferenceNode(type)) return { $ref: `#/definitions/${type.typeName.getText(source)}` };
  const text = type.getText(source);
  if (text === 'any') return {};
  if (['string', 'number', 'boolean', 'object'].includes(text)) return { type: text };
  throw new Error(`@types/sarif has a type that this does not read: ${text}`);
}
