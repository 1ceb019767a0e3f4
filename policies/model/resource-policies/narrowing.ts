import type { Graph } from '../../graph/graph';
import type { Condition } from '../../graph/policy-document';
import { toText, type Value } from '../../graph/value';
import { isWorld } from './address-range';
import { type KeyKind, keyKind } from './condition-keys';
import { type Reading, reading } from './value-text';

/** How far conditions limit a statement that names everyone. */
export interface Narrowing {
  readonly strength: 'narrow' | 'wide' | 'unknown';
  /** Why, as a phrase; for `wide` what is the matter with each condition. */
  readonly reason: string;
}

export interface NarrowingOptions {
  /** Keys that count besides those that limit who calls, or count otherwise here. */
  readonly keys?: (key: string) => KeyKind | undefined;
}

/** All conditions of a statement must hold, so one that limits is enough. */
export function narrowing(
  graph: Graph,
  conditions: readonly Condition[],
  options: NarrowingOptions = {},
): Narrowing {
  const present = new Set(conditions.filter(isPresence).map(({ key }) => key.toLowerCase()));
  const judged = conditions
    .filter((one) => !isPresence(one))
    .map((one) => strengthOf(graph, one, present, options));
  const found =
    judged.find(({ strength }) => strength === 'narrow') ??
    judged.find(({ strength }) => strength === 'unknown');
  if (found) return found;
  if (conditions.length === 0) return { strength: 'wide', reason: 'without a condition' };
  const reasons = judged.map(({ reason }) => reason);
  return {
    strength: 'wide',
    reason: reasons.length > 0 ? reasons.join(', ') : 'a condition that only asks for the presence of a key',
  };
}

/**
 * What a Deny with these conditions leaves over: all requests for which one of them is false. It is narrow if each of
 * them, turned round, is.
 */
export function remainder(
  graph: Graph,
  conditions: readonly Condition[],
  options: NarrowingOptions = {},
): Narrowing {
  const turned = conditions.map((one) => {
    const other = turnedRound(one);
    return other
      ? strengthOf(graph, other, new Set(), options)
      : wide(`${one.operator} of a Deny leaves the world`);
  });
  return (
    turned.find(({ strength }) => strength === 'wide') ??
    turned.find(({ strength }) => strength === 'unknown') ??
    turned[0] ?? { strength: 'narrow', reason: 'a Deny takes all of it away' }
  );
}

const NEGATIONS: Readonly<Record<string, string>> = {
  stringnotequals: 'StringEquals',
  stringnotequalsignorecase: 'StringEqualsIgnoreCase',
  stringnotlike: 'StringLike',
  arnnotequals: 'ArnEquals',
  arnnotlike: 'ArnLike',
  notipaddress: 'IpAddress',
};

/** The condition that holds when this one does not; nothing where that lets in requests without the key. */
function turnedRound(condition: Condition): Condition | undefined {
  const { set, name } = parsed(condition.operator);
  const positive = NEGATIONS[name];
  // "ForAnyValue" is false without the key, so the Deny does not reach such a request.
  if (positive !== undefined) return set === 'foranyvalue' ? undefined : { ...condition, operator: positive };
  if (name !== 'bool') return undefined;
  const values = condition.values.map((value) => text(value) === 'false');
  return values.length > 0 && values.every(Boolean)
    ? { ...condition, operator: 'Bool', values: ['true'] }
    : undefined;
}

function strengthOf(
  graph: Graph,
  condition: Condition,
  present: ReadonlySet<string>,
  { keys = keyKind }: NarrowingOptions,
): Narrowing {
  const { key, values } = condition;
  const { set, name, ifExists } = parsed(condition.operator);
  const kind = keys(key);
  const shown = `${condition.operator} of ${key}`;
  if (kind === 'weak') return wide(`${key} does not limit who calls`);
  if (NEGATIONS[name] !== undefined) return wide(`${shown} leaves out a few and lets in the rest`);
  const optional = ifExists || set === 'forallvalues';
  if (optional && !present.has(key.toLowerCase()))
    return wide(`${shown} also holds for a request without the key`);
  if (kind === undefined)
    return { strength: 'unknown', reason: `nothing here knows whether ${key} limits who calls` };
  if (kind === 'flag') return flag(name, values, shown);
  if (values.length === 0) return { strength: 'narrow', reason: `${shown} without a value matches nobody` };
  if (kind === 'address') return address(graph, values, shown);
  return worstOf(values.map((value) => oneValue(graph, kind, name, value, shown)));
}

/** Any of the values will do for the caller. */
function worstOf(found: readonly Narrowing[]): Narrowing {
  return (
    found.find(({ strength }) => strength === 'wide') ??
    found.find(({ strength }) => strength === 'unknown') ??
    found[0] ?? { strength: 'narrow', reason: 'no value' }
  );
}

function oneValue(
  graph: Graph,
  kind: 'identifier' | 'arn',
  operator: string,
  value: Value,
  shown: string,
): Narrowing {
  const read = reading(graph, value);
  if (!read) return { strength: 'unknown', reason: `the value of ${shown} is no text` };
  // Only these take wildcards; elsewhere a star is a star.
  const like = operator === 'stringlike' || operator.startsWith('arn');
  const isWide = (one: string) => like && (kind === 'arn' ? isWideArn(one) : isWideName(one));
  if (isWide(read.likely)) return wide(`${shown} is ${JSON.stringify(read.likely.slice(0, 80))}`);
  if (isWide(read.worst))
    return { strength: 'unknown', reason: read.why?.reason ?? 'a piece may be a wildcard' };
  return { strength: 'narrow', reason: `${shown} names ${read.likely.slice(0, 80)}` };
}

/** What stands before the first wildcard must be more than what all such names begin with. */
function isWideName(name: string): boolean {
  const star = name.search(/[*?]/);
  if (star < 0) return false;
  const [start, end] = [name.slice(0, star), name.slice(name.lastIndexOf('*') + 1)];
  return start.replace(/^(o-|vpce?-|AROA|AIDA|https?:\/\/|arn:)/, '').length < 4 && end.length < 4;
}

/**
 * An account or the name of something that is unique in the world must be fixed. Source: IAM User Guide, "The confused
 * deputy problem": an ARN with an account; S3 buckets have none, but a name of their own.
 */
export function isWideArn(arn: string): boolean {
  if (!/[*?]/.test(arn)) return false;
  // The ARN of something that AWS makes: a text of its own stands for it.
  if (!arn.startsWith('arn:')) return isWideName(arn);
  const [, , service, , account = '', ...rest] = arn.split(':');
  const isAnyAccount = /[*?]/.test(account);
  if (rest.length === 0) return account === '' || isAnyAccount;
  if (account !== '' && !isAnyAccount) return false;
  if (isAnyAccount && service !== 's3') return true;
  const star = rest.join(':').search(/[*?]/);
  return star >= 0 && star < 3;
}

function address(graph: Graph, values: readonly Value[], shown: string): Narrowing {
  const read = values.map((value) => reading(graph, value));
  const soft = read.find((one): one is Reading => one?.why !== undefined);
  const known = read.flatMap((one) => (one && !one.why ? [one.likely] : []));
  const world = isWorld(known);
  if (world) return wide(`${shown} lets in the world`);
  if (soft || world === undefined)
    return { strength: 'unknown', reason: soft?.why?.reason ?? `a range of ${shown} cannot be read` };
  return { strength: 'narrow', reason: `${shown} names ${known.join(', ').slice(0, 80)}` };
}

function flag(operator: string, values: readonly Value[], shown: string): Narrowing {
  const [value] = values;
  if (operator === 'bool' && values.length === 1 && text(value) === 'true')
    return { strength: 'narrow', reason: `${shown} is true` };
  return wide(`${shown} is not true`);
}

function isPresence({ operator, values }: Condition): boolean {
  return (
    operator.toLowerCase() === 'null' && values.length > 0 && values.every((value) => text(value) === 'false')
  );
}

function parsed(operator: string): {
  readonly set: string;
  readonly name: string;
  readonly ifExists: boolean;
} {
  const [, set = '', name = '', suffix] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  return { set, name, ifExists: suffix !== undefined };
}

function text(value: Value | undefined): string | undefined {
  const found = toText(value);
  return typeof found === 'string' ? found.toLowerCase() : undefined;
}

function wide(reason: string): Narrowing {
  return { strength: 'wide', reason };
}
