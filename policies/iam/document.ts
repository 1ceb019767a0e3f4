import { type Condition, readConditions } from './document-condition';
import { type PrincipalElement, readPrincipal } from './document-principal';
import { type PolicyProblem, PolicyProblems } from './problem';
import { isUnknown, type Unknown } from './truth';

/** Where a policy is attached: it decides which members a statement needs and which it must not have. */
export type PolicyKind =
  | 'identity'
  | 'boundary'
  | 'session'
  | 'scp'
  | 'rcp'
  | 'resource'
  | 'key'
  | 'trust'
  | 'endpoint';

/** Patterns of an element, and whether it is the `Not…` form. */
export interface PatternList {
  readonly negated: boolean;
  readonly patterns: Unknown | readonly (string | Unknown)[];
}

export interface Statement {
  /** Zero-based position in the document. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny' | Unknown;
  /** Absent where the kind of policy has none: it then concerns whoever it is attached to. */
  readonly principal?: PrincipalElement;
  readonly action: PatternList;
  /** Absent where there is none, as in a trust policy: the resource that the policy is attached to. */
  readonly resource?: PatternList;
  readonly conditions: Unknown | readonly Condition[];
}

export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** Without a known `Version` AWS takes the old language, in which `${…}` is plain text. */
  readonly version: '2008-10-17' | '2012-10-17' | Unknown;
  readonly id?: string;
  readonly statements: readonly Statement[];
  readonly problems: readonly PolicyProblem[];
}

type Members = Readonly<Record<string, unknown>>;

const documentMembers = new Set(['Version', 'Id', 'Statement']);
const statementMembers = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const withoutPrincipal: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session', 'scp']);

/**
 * Reads a policy from its JSON text, from the parsed value, or from a value in which parts are marked unknown. It
 * never throws: what AWS would refuse is a problem, and the part concerned becomes unknown, since no such policy can
 * be in force as written.
 */
export function parseDocument(source: unknown, kind: PolicyKind): PolicyDocument {
  const problems = new PolicyProblems();
  let value = source;
  if (typeof source === 'string') {
    try {
      value = JSON.parse(source);
    } catch (error) {
      value = problems.add('POLICY_SYNTAX', '', `not JSON: ${(error as Error).message}`);
    }
  }
  if (!isUnknown(value) && !isMembers(value)) {
    value = problems.add('POLICY_SYNTAX', '', 'a policy is a JSON object');
  }
  if (isUnknown(value)) {
    return { kind, version: value, statements: [unknownStatement(0, value)], problems: problems.found };
  }
  const members = value as Members;
  rejectOthers(members, documentMembers, problems);
  const { statements, found } = readStatements(members['Statement'], kind, problems);
  return {
    kind,
    version: readVersion(members['Version'], problems),
    ...(typeof members['Id'] === 'string' ? { id: members['Id'] } : {}),
    statements,
    problems: [...problems.found, ...found],
  };
}

function readVersion(value: unknown, problems: PolicyProblems): PolicyDocument['version'] {
  if (value === undefined) {
    return '2008-10-17';
  }
  if (value === '2012-10-17' || value === '2008-10-17' || isUnknown(value)) {
    return value;
  }
  return problems.add('POLICY_VALUE', 'Version', 'is 2012-10-17 or 2008-10-17');
}

function readStatements(
  value: unknown,
  kind: PolicyKind,
  problems: PolicyProblems,
): { statements: Statement[]; found: PolicyProblem[] } {
  const found: PolicyProblem[] = [];
  if (value === undefined) {
    const reason = problems.add('POLICY_SYNTAX', 'Statement', 'is missing');
    return { statements: [unknownStatement(0, reason)], found };
  }
  const sids = new Set<string>();
  const statements = (Array.isArray(value) ? value : [value]).map((item: unknown, index) => {
    const own = new PolicyProblems(index);
    const statement = readStatement(item, index, kind, own);
    if (statement.sid !== undefined && sids.has(statement.sid)) {
      own.add('POLICY_VALUE', 'Sid', `${JSON.stringify(statement.sid)} is also another statement's`);
    }
    sids.add(statement.sid ?? '');
    found.push(...own.found);
    return statement;
  });
  return { statements, found };
}

function readStatement(value: unknown, index: number, kind: PolicyKind, problems: PolicyProblems): Statement {
  if (isUnknown(value)) {
    return unknownStatement(index, value);
  }
  if (!isMembers(value)) {
    return unknownStatement(
      index,
      problems.add('POLICY_SYNTAX', 'Statement', 'a statement is a JSON object'),
    );
  }
  rejectOthers(value, statementMembers, problems);
  const principal = principalOf(value, kind, problems);
  const resource = resourceOf(value, kind, problems);
  return {
    index,
    ...(typeof value['Sid'] === 'string' && value['Sid'] !== '' ? { sid: value['Sid'] } : {}),
    effect: readEffect(value['Effect'], problems),
    ...(principal === undefined ? {} : { principal }),
    action: readPatterns(value, 'Action', problems) ?? {
      negated: false,
      patterns: problems.add('POLICY_SYNTAX', 'Action', 'Action or NotAction is missing'),
    },
    ...(resource === undefined ? {} : { resource }),
    conditions: readConditions(value['Condition'], problems),
  };
}

function unknownStatement(index: number, reason: Unknown): Statement {
  const patterns = { negated: false, patterns: reason };
  return { index, effect: reason, action: patterns, resource: patterns, conditions: [] };
}

function readEffect(value: unknown, problems: PolicyProblems): Statement['effect'] {
  if (value === 'Allow' || value === 'Deny' || isUnknown(value)) {
    return value;
  }
  return problems.add('POLICY_VALUE', 'Effect', `is Allow or Deny, in this spelling, not ${show(value)}`);
}

function principalOf(
  value: Members,
  kind: PolicyKind,
  problems: PolicyProblems,
): PrincipalElement | undefined {
  const present = 'Principal' in value || 'NotPrincipal' in value;
  if (withoutPrincipal.has(kind)) {
    if (present) {
      const reason = problems.add(
        'POLICY_SYNTAX',
        'Principal',
        `a policy of kind ${kind} names no principal`,
      );
      return { negated: false, entries: [{ type: 'unknown', value: reason }] };
    }
    return undefined;
  }
  if (!present) {
    const reason = problems.add('POLICY_SYNTAX', 'Principal', `a policy of kind ${kind} needs a principal`);
    return { negated: false, entries: [{ type: 'unknown', value: reason }] };
  }
  if ('Principal' in value && 'NotPrincipal' in value) {
    const reason = problems.add('POLICY_SYNTAX', 'NotPrincipal', 'cannot stand beside Principal');
    return { negated: false, entries: [{ type: 'unknown', value: reason }] };
  }
  const negated = 'NotPrincipal' in value;
  return readPrincipal(negated ? value['NotPrincipal'] : value['Principal'], negated, problems);
}

function resourceOf(value: Members, kind: PolicyKind, problems: PolicyProblems): PatternList | undefined {
  const resource = readPatterns(value, 'Resource', problems);
  if (resource === undefined && kind !== 'trust') {
    return {
      negated: false,
      patterns: problems.add('POLICY_SYNTAX', 'Resource', 'Resource or NotResource is missing'),
    };
  }
  return resource;
}

function readPatterns(
  value: Members,
  name: 'Action' | 'Resource',
  problems: PolicyProblems,
): PatternList | undefined {
  const plain = value[name];
  const other = value[`Not${name}`];
  if (plain !== undefined && other !== undefined) {
    return {
      negated: false,
      patterns: problems.add('POLICY_SYNTAX', `Not${name}`, `cannot stand beside ${name}`),
    };
  }
  const given = plain ?? other;
  if (given === undefined) {
    return undefined;
  }
  const member = plain === undefined ? `Not${name}` : name;
  const negated = plain === undefined;
  if (isUnknown(given)) {
    return { negated, patterns: given };
  }
  const items: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (items.length === 0) {
    const reason = problems.add('POLICY_NO_EFFECT', member, 'an empty list: the statement has no effect');
    return { negated, patterns: negated ? reason : [] };
  }
  const patterns = items.map((item, index) => readPattern(item, name, place(member, given, index), problems));
  return { negated, patterns };
}

function readPattern(
  item: unknown,
  name: 'Action' | 'Resource',
  member: string,
  problems: PolicyProblems,
): string | Unknown {
  if (isUnknown(item)) {
    return item;
  }
  if (typeof item !== 'string') {
    return problems.add('POLICY_VALUE', member, `is a string, not ${show(item)}`);
  }
  if (name === 'Action' && !/^(\*+|[a-z0-9-]+:[^:]+)$/i.test(item)) {
    return problems.add('POLICY_VALUE', member, `${show(item)} is neither * nor service:Action`);
  }
  if (name === 'Resource' && !/^(\*+$|arn:[^:]+:[^:]+|execute-api:\/)/s.test(item)) {
    return problems.add('POLICY_VALUE', member, `${show(item)} is neither * nor an ARN`);
  }
  if (name === 'Resource' && /^arn:([^:]*:){0,3}[^:]*$/s.test(item)) {
    problems.add(
      'POLICY_VALUE',
      member,
      `${show(item)} has fewer than six fields: AWS takes * for the missing ones`,
    );
  }
  return item;
}

function place(member: string, given: unknown, index: number): string {
  return Array.isArray(given) ? `${member}[${index}]` : member;
}

function rejectOthers(value: Members, known: ReadonlySet<string>, problems: PolicyProblems): void {
  for (const name of Object.keys(value)) {
    if (!known.has(name)) {
      problems.add('POLICY_SYNTAX', name, `is no member of a policy; there are ${[...known].join(', ')}`);
    }
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
