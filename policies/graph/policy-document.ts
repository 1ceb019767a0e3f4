import { statementOrigin } from './module/policy-data';
import type { Source } from './resource';
import { isList, isObject, Unknown, type Value, type ValueObject } from './value';

/** An IAM document that stands in an attribute of a resource. */
export interface PolicyDocument {
  /** The key of the resource that has the attribute. */
  readonly resource: string;
  /** The attribute: `policy`, `assume_role_policy`, `inline_policy[0].policy`. */
  readonly path: string;
  readonly version: Value | undefined;
  readonly statements: readonly PolicyStatement[];
  /** Why nothing or not everything is known of it. A document that is wholly unknown has no statements. */
  readonly unknown?: Unknown;
  /** What is not as IAM wants it. */
  readonly problems: readonly string[];
  readonly source: Source;
}

/** One statement. Lists hold what the JSON has, one value as a list of one; items may be unknown. */
export interface PolicyStatement {
  /** The position in the document. */
  readonly index: number;
  readonly sid?: Value;
  /** `Allow`, `Deny`, or what else stands there. */
  readonly effect: Value | undefined;
  readonly actions?: readonly Value[];
  readonly notActions?: readonly Value[];
  readonly resources?: readonly Value[];
  readonly notResources?: readonly Value[];
  readonly principals?: readonly PrincipalSet[];
  readonly notPrincipals?: readonly PrincipalSet[];
  readonly conditions: readonly Condition[];
  /** Why parts of the statement are missing from the lists above. */
  readonly unknowns: readonly Unknown[];
  /** The resource that holds the statement: another one than the document's where a data source made it. */
  readonly resource: string;
  readonly path: string;
  readonly source: Source;
}

export interface PrincipalSet {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for everybody. */
  readonly type: string;
  readonly values: readonly Value[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Value[];
}

/** Where things of the document are written. */
export interface DocumentPlace {
  readonly resource: string;
  readonly path: string;
  /** Where a part of a resource is written. */
  source(resource: string, path: string): Source;
}

/** Reads the structure of a document. */
export function readDocument(document: Value, place: DocumentPlace): PolicyDocument {
  const base = {
    resource: place.resource,
    path: place.path,
    source: place.source(place.resource, place.path),
  };
  if (document instanceof Unknown) {
    return { ...base, version: undefined, statements: [], unknown: document, problems: [] };
  }
  if (!isObject(document)) {
    return { ...base, version: undefined, statements: [], problems: ['the document is not a JSON object'] };
  }
  const problems: string[] = [];
  const statements: PolicyStatement[] = [];
  let unknown: Unknown | undefined;
  many(document['Statement'])?.forEach((statement, index) => {
    if (statement instanceof Unknown) unknown ??= statement;
    else if (isObject(statement)) statements.push(readStatement(statement, index, place, problems));
    else problems.push(`statement ${index + 1} is not an object`);
  });
  return {
    ...base,
    version: document['Version'] ?? undefined,
    statements,
    ...(unknown ? { unknown } : {}),
    problems,
  };
}

function readStatement(
  raw: ValueObject,
  index: number,
  place: DocumentPlace,
  problems: string[],
): PolicyStatement {
  const unknowns: Unknown[] = [];
  const origin = statementOrigin(raw);
  const resource = origin?.resource ?? place.resource;
  const path = origin?.path ?? `${place.path}.Statement[${index}]`;
  const values = (name: string): readonly Value[] | undefined => many(raw[name]);
  return {
    index,
    ...(raw['Sid'] === undefined ? {} : { sid: raw['Sid'] }),
    effect: raw['Effect'],
    ...optional('actions', values('Action')),
    ...optional('notActions', values('NotAction')),
    ...optional('resources', values('Resource')),
    ...optional('notResources', values('NotResource')),
    ...optional('principals', principals(raw['Principal'], unknowns, problems)),
    ...optional('notPrincipals', principals(raw['NotPrincipal'], unknowns, problems)),
    conditions: conditions(raw['Condition'], unknowns, problems),
    unknowns,
    resource,
    path,
    source: place.source(resource, origin ? path : place.path),
  };
}

function optional<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<K, T>>;
}

function principals(
  raw: Value | undefined,
  unknowns: Unknown[],
  problems: string[],
): readonly PrincipalSet[] | undefined {
  if (raw === undefined || raw === null) return undefined;
  if (raw instanceof Unknown) {
    unknowns.push(raw);
    return undefined;
  }
  if (raw === '*') return [{ type: '*', values: ['*'] }];
  if (isObject(raw))
    return Object.entries(raw).map(([type, values]) => ({ type, values: many(values) ?? [] }));
  problems.push('a principal is neither "*" nor an object');
  // AWS refuses a bare list. Rules still see whom it is meant to let in.
  return isList(raw) ? [{ type: 'AWS', values: raw }] : undefined;
}

function conditions(raw: Value | undefined, unknowns: Unknown[], problems: string[]): readonly Condition[] {
  if (raw === undefined || raw === null) return [];
  if (raw instanceof Unknown) unknowns.push(raw);
  else if (!isObject(raw)) problems.push('a condition is not an object');
  if (!isObject(raw)) return [];
  return Object.entries(raw).flatMap(([operator, keys]) => {
    if (keys instanceof Unknown) unknowns.push(keys);
    else if (!isObject(keys)) problems.push(`the condition ${operator.slice(0, 60)} is not an object`);
    if (!isObject(keys)) return [];
    return Object.entries(keys).map(([key, values]) => ({ operator, key, values: many(values) ?? [] }));
  });
}

/** One value or a list, as a list. */
function many(value: Value | undefined): readonly Value[] | undefined {
  if (value === undefined || value === null) return undefined;
  return isList(value) ? value : [value];
}
