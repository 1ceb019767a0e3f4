import type { Graph } from '../graph/graph';
import {
  type Condition,
  type PolicyDocument,
  type PolicyStatement,
  type PrincipalSet,
  readDocument,
} from '../graph/policy-document';
import type { Resource } from '../graph/resource';
import { PartialText, Unknown, type Value } from '../graph/value';
import type { PolicyKind } from '../iam/document';
import { Policy } from '../iam/policy';
import type { Unknown as Mark } from '../iam/truth';

/**
 * A document of the graph, compiled for the evaluator. Statements have the same numbers in both, so that what the
 * evaluator names (`StatementReference`) can be shown where it is written.
 */
export interface BoundPolicy {
  readonly policy: Policy;
  readonly document: PolicyDocument;
}

const bound = new WeakMap<PolicyDocument, Map<PolicyKind, BoundPolicy>>();

/**
 * Compiles a document, once for each kind. Every token of Terraform becomes the ARN or the synthetic text of its own
 * that the graph gives it; what nobody knows stays unknown. The policy's name is the resource's key and the path.
 */
export function policyOf(graph: Graph, document: PolicyDocument, kind: PolicyKind): BoundPolicy {
  const kinds = bound.get(document) ?? new Map<PolicyKind, BoundPolicy>();
  bound.set(document, kinds);
  const known = kinds.get(kind);
  if (known) return known;
  const name = `${document.resource}.${document.path}`;
  const made = { policy: Policy.of(name, kind, sourceOf(graph, document)), document };
  kinds.set(kind, made);
  return made;
}

const unread = new WeakMap<Resource, Map<string, PolicyDocument>>();

/**
 * The policy in an attribute: `policy`, `inline_policy[0].policy`. Nothing where the attribute is not set; wholly
 * unknown where it is set and holds no document that can be read.
 */
export function policyAt(
  graph: Graph,
  resource: Resource,
  path: string,
  kind: PolicyKind,
): BoundPolicy | undefined {
  const document = documentAt(graph, resource, path);
  return document && policyOf(graph, document, kind);
}

/** The document in an attribute, likewise. */
export function documentAt(graph: Graph, resource: Resource, path: string): PolicyDocument | undefined {
  const value = resource.get(path);
  if (value === undefined || value === '') return undefined;
  const found = graph.policyDocuments(resource).find((document) => document.path === path);
  if (found) return found;
  const paths = unread.get(resource) ?? new Map<string, PolicyDocument>();
  unread.set(resource, paths);
  const document =
    paths.get(path) ??
    readDocument(value instanceof Unknown ? value : new Unknown('it is not the JSON of a policy'), {
      resource: resource.key,
      path,
      source: (_, part) => resource.sourceAt(part),
    });
  paths.set(path, document);
  return document;
}

/** The statement of the graph's document that the evaluator's number means. */
export function statementOf(policy: BoundPolicy, index: number): PolicyStatement | undefined {
  return policy.document.statements.find((statement) => statement.index === index);
}

/** The document as the evaluator reads it. */
function sourceOf(graph: Graph, document: PolicyDocument): unknown {
  if (document.unknown && document.statements.length === 0) return mark(document.unknown.reason);
  const last = Math.max(-1, ...document.statements.map(({ index }) => index));
  const why = mark(document.unknown?.reason ?? document.problems[0] ?? 'the statement cannot be read');
  const statements: unknown[] = Array.from({ length: last + 1 }, () => why);
  for (const statement of document.statements)
    statements[statement.index] = statementSource(graph, statement);
  // A hole is the unknown statement; where there is none, it stands at the end.
  if (document.unknown && !statements.includes(why)) statements.push(why);
  const { version } = document;
  return {
    ...(version === undefined
      ? {}
      : { Version: version instanceof Unknown ? mark(version.reason) : version }),
    Statement: statements,
  };
}

function statementSource(graph: Graph, statement: PolicyStatement): unknown {
  const { effect, sid, unknowns } = statement;
  const [lost] = unknowns;
  const found: Record<string, unknown> = {
    Effect: effect instanceof Unknown ? mark(effect.reason) : effect,
  };
  if (typeof sid === 'string' && sid !== '') found['Sid'] = sid;
  put(found, 'Action', statement.actions, actionText);
  put(found, 'NotAction', statement.notActions, actionText);
  const resourceText = (value: Value) => arnText(graph, value);
  put(found, 'Resource', statement.resources, resourceText);
  put(found, 'NotResource', statement.notResources, resourceText);
  if (statement.principals) found['Principal'] = principalSource(graph, statement.principals);
  if (statement.notPrincipals) found['NotPrincipal'] = principalSource(graph, statement.notPrincipals);
  const { conditions } = statement;
  if (conditions.length > 0 && !lost) found['Condition'] = conditionSource(graph, conditions);
  // Nobody can tell which part is missing. A principal that is needed and not there is unknown to the evaluator anyway.
  if (lost) found['Condition'] = mark(lost.reason);
  return found;
}

function put(
  into: Record<string, unknown>,
  name: string,
  values: readonly Value[] | undefined,
  read: (value: Value) => unknown,
): void {
  if (values) into[name] = values.map(read);
}

/** An action of which a part is not known may be any. */
function actionText(value: Value): unknown {
  return value instanceof Unknown ? mark(value.reason) : value;
}

/** The text of what is known to be an ARN; a value that may be anything, `*` too, is unknown. */
function arnText(graph: Graph, value: Value): unknown {
  if (!(value instanceof Unknown)) return value;
  const text = graph.text(value);
  return text !== undefined && /^arn:[^:]+:[^:]+/.test(text) ? text : mark(value.reason);
}

function principalSource(graph: Graph, sets: readonly PrincipalSet[]): unknown {
  if (sets.some(({ type }) => type === '*')) return '*';
  return Object.fromEntries(
    sets.map(({ type, values }) => [type, values.map((value) => principalText(graph, value))]),
  );
}

function principalText(graph: Graph, value: Value): unknown {
  if (!(value instanceof Unknown)) return typeof value === 'number' ? String(value) : value;
  const text = graph.text(value);
  return text !== undefined && /^(arn:[^:]+:[^:]+|\d{12}$|[a-z0-9.-]+\.amazonaws\.com)/.test(text)
    ? text
    : mark(value.reason);
}

function conditionSource(graph: Graph, conditions: readonly Condition[]): unknown {
  const found: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of conditions) {
    const keys = found[operator] ?? {};
    found[operator] = keys;
    keys[key] = values.map((value) => conditionText(graph, value));
  }
  return found;
}

/** One attribute of one resource, or a text with known parts, is a value of its own; a variable may be anything. */
function conditionText(graph: Graph, value: Value): unknown {
  if (!(value instanceof Unknown)) return value;
  const whole = value.reference?.kind === 'resource' && !value.reference.derived;
  return whole || value instanceof PartialText ? (graph.text(value) ?? null) : mark(value.reason);
}

/** How the evaluator marks what is not known. */
function mark(reason: string): Mark {
  return { unknown: reason };
}
