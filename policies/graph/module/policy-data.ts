import { decodeJson } from '../json-text';
import {
  isList,
  isObject,
  joinText,
  PartialText,
  toText,
  Unknown,
  type Value,
  type ValueObject,
} from '../value';

/** Which block of which data source a statement comes from. */
export interface StatementOrigin {
  /** The key of the resource in the graph. */
  readonly resource: string;
  /** `statement[2]`. */
  readonly path: string;
}

const origins = new WeakMap<object, StatementOrigin>();

/** Where a statement of a rendered document was written, if it comes from a data source. */
export function statementOrigin(statement: Value): StatementOrigin | undefined {
  return typeof statement === 'object' && statement !== null ? origins.get(statement) : undefined;
}

/**
 * What `data.aws_iam_policy_document` makes of its arguments, as IAM's JSON: source documents first, its own statements
 * next, overriding documents last; statements with the same id replace one another.
 *
 * @param known what another data source rendered as this text, so that its statements keep where they come from
 */
export function policyData(
  values: ValueObject,
  resource: string,
  known: (text: string) => Value | undefined = () => undefined,
): Value {
  const statements: Value[] = [];
  const add = (statement: Value): void => {
    const sid = isObject(statement) ? toText(statement['Sid']) : undefined;
    const at =
      typeof sid === 'string' && sid !== ''
        ? statements.findIndex((other) => isObject(other) && other['Sid'] === sid)
        : -1;
    if (at >= 0) statements[at] = statement;
    else statements.push(statement);
  };
  for (const name of ['source_json', 'source_policy_documents'])
    documentStatements(values[name], known).forEach(add);
  listOf(values['statement']).forEach((block, index) => {
    const made = isObject(block)
      ? statement(block)
      : new Unknown(block instanceof Unknown ? block.reason : 'not a block');
    origins.set(made, { resource, path: `statement[${index}]` });
    add(made);
  });
  for (const name of ['override_json', 'override_policy_documents'])
    documentStatements(values[name], known).forEach(add);
  const id = values['policy_id'] ?? undefined;
  return {
    Version: values['version'] ?? '2012-10-17',
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements,
  };
}

function documentStatements(
  documents: Value | undefined,
  known: (text: string) => Value | undefined,
): readonly Value[] {
  return listOf(documents).flatMap((document) => {
    if (document === null || document === '') return [];
    const decoded = (typeof document === 'string' ? known(document) : undefined) ?? decodeJson(document);
    if (isObject(decoded)) return listOf(decoded['Statement']);
    return [new Unknown(document instanceof Unknown ? document.reason : 'a source document is not JSON')];
  });
}

function statement(block: ValueObject): ValueObject {
  const found: Record<string, Value> = {};
  const sid = block['sid'] ?? undefined;
  if (sid !== undefined && sid !== '') found['Sid'] = sid;
  found['Effect'] = block['effect'] ?? 'Allow';
  const lists = {
    actions: 'Action',
    not_actions: 'NotAction',
    resources: 'Resource',
    not_resources: 'NotResource',
  };
  for (const [name, element] of Object.entries(lists)) {
    const given = block[name] ?? undefined;
    if (given !== undefined && !(isList(given) && given.length === 0)) found[element] = withVariables(given);
  }
  for (const [name, element] of Object.entries({ principals: 'Principal', not_principals: 'NotPrincipal' })) {
    const blocks = listOf(block[name]);
    if (blocks.length > 0) found[element] = principals(blocks);
  }
  const conditions = listOf(block['condition']);
  if (conditions.length > 0) found['Condition'] = conditionBlocks(conditions);
  return found;
}

function principals(blocks: readonly Value[]): Value {
  const found: Record<string, Value[]> = {};
  for (const block of blocks) {
    if (!isObject(block)) return unknownFrom(block);
    const type = toText(block['type']);
    if (typeof type !== 'string') return unknownFrom(type ?? null);
    if (type === '*') return '*';
    found[type] = [...(found[type] ?? []), ...listOf(withVariables(block['identifiers'] ?? []))];
  }
  return found;
}

function conditionBlocks(blocks: readonly Value[]): Value {
  const found: Record<string, Record<string, Value>> = {};
  for (const block of blocks) {
    if (!isObject(block)) return unknownFrom(block);
    const test = toText(block['test']);
    const variable = toText(block['variable']);
    if (typeof test !== 'string') return unknownFrom(test ?? null);
    if (typeof variable !== 'string') return unknownFrom(variable ?? null);
    const known = found[test] ?? {};
    const values = listOf(withVariables(block['values'] ?? []));
    found[test] = { ...known, [variable]: [...listOf(known[variable]), ...values] };
  }
  return found;
}

function unknownFrom(value: Value): Unknown {
  return new Unknown(value instanceof Unknown ? value.reason : 'a part of the statement cannot be read');
}

/** `&{aws:username}` is how the data source writes IAM's own `${aws:username}`. */
function withVariables(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('&{', '${');
  if (value instanceof PartialText) {
    return joinText(
      value.parts.map((part) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part)),
    );
  }
  return isList(value) ? value.map(withVariables) : value;
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}
