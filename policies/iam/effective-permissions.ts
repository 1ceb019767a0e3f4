import type { PatternList, Statement } from './document';
import type { Condition } from './document-condition';
import { anything, covers, type Glob, globOf, overlaps } from './glob';
import type { Policy } from './policy';
import type { StatementReference } from './statement';
import { isUnknown, type Unknown } from './truth';

/** Policies that make up what a principal may do by itself. */
export interface PrincipalPolicies {
  readonly identity: readonly Policy[];
  /** @default no boundary */
  readonly boundary?: Policy;
  /** Each limits the permissions further: a session's policies, one level of service control policies. @default none */
  readonly limits?: readonly (readonly Policy[])[];
}

/** One pattern of actions on one pattern of resources that is allowed, except where `exceptions` deny it. */
export interface EffectivePermission {
  /** With wildcards; `*` for what `NotAction` leaves open (then `exceptions` hold the rest). */
  readonly action: string;
  /** With wildcards; variables (`${…}`) have become `*`. */
  readonly resource: string;
  /** All must hold: those of the Allow, and of every limit that lets this through. */
  readonly conditions: readonly Condition[];
  /** Something is not known, or a limit could not be intersected exactly: it may be less than this. */
  readonly uncertain: boolean;
  readonly exceptions: readonly Exception[];
  /** The Allow in an identity policy. */
  readonly source: StatementReference;
}

/** A denial (or the listed part of a `Not…`) that takes away a part, or all but only under conditions. */
export interface Exception {
  readonly action: string;
  readonly resource: string;
  /** None: it always applies. */
  readonly conditions: readonly Condition[];
  readonly source: StatementReference;
}

interface Rule {
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  readonly exceptActions: readonly Pattern[];
  readonly exceptResources: readonly Pattern[];
  readonly conditions: readonly Condition[];
  readonly uncertain: boolean;
  readonly source: StatementReference;
}

/** An action is one part; a resource has the six of an ARN, so that a wildcard crosses no colon but in the last. */
interface Pattern {
  readonly text: string;
  readonly parts: readonly Glob[];
}

/**
 * What the identity policies allow, after boundary, limits and denials, as patterns. An over-approximation: each
 * request that is allowed is covered by a permission, but not the other way round. It ignores resource policies;
 * denials that cover a permission only in part or under conditions stay beside it as exceptions.
 */
export function effectivePermissions(policies: PrincipalPolicies): readonly EffectivePermission[] {
  const limits = [...(policies.boundary ? [[policies.boundary]] : []), ...(policies.limits ?? [])];
  const denials = [policies.identity, ...limits].flatMap((layer) => rulesOf(layer, 'Deny'));
  let permissions = rulesOf(policies.identity, 'Allow').flatMap(permissionsOf);
  for (const limit of limits) {
    const rules = rulesOf(limit, 'Allow');
    permissions = permissions.flatMap((permission) => rules.flatMap((rule) => narrowed(permission, rule)));
  }
  return permissions.flatMap((permission) => denied(permission, denials));
}

/** The permissions under which the action may be done on some resource that the pattern matches. */
export function permissionsFor(
  permissions: readonly EffectivePermission[],
  action: string,
  resource = '*',
): readonly EffectivePermission[] {
  const wanted = { action: actionPattern(action), resource: resourcePattern(resource) };
  return permissions.filter(
    (permission) =>
      meets(actionPattern(permission.action), wanted.action) &&
      meets(resourcePattern(permission.resource), wanted.resource) &&
      !permission.exceptions.some(
        (exception) =>
          exception.conditions.length === 0 &&
          contains(actionPattern(exception.action), wanted.action) &&
          [wanted.resource, resourcePattern(permission.resource)].some((part) =>
            contains(resourcePattern(exception.resource), part),
          ),
      ),
  );
}

function rulesOf(policies: readonly Policy[], effect: 'Allow' | 'Deny'): readonly Rule[] {
  return policies.flatMap((policy) =>
    policy.document.statements
      .filter(
        (statement) => statement.effect === effect || (effect === 'Allow' && isUnknown(statement.effect)),
      )
      .flatMap((statement) => ruleOf(policy, statement, effect)),
  );
}

/** An unknown part allows everything, and denies nothing. */
function ruleOf(policy: Policy, statement: Statement, effect: 'Allow' | 'Deny'): readonly Rule[] {
  const everything: PatternList = { negated: false, patterns: ['*'] };
  const resource = statement.resource ?? everything;
  const unsure = [statement.action, resource].some(isPartlyUnknown);
  if (effect === 'Deny' && (unsure || isUnknown(statement.conditions) || hasVariable(resource))) {
    return [];
  }
  const actions = patternsOf(statement.action, actionPattern);
  const resources = patternsOf(resource, resourcePattern);
  const { index, sid } = statement;
  return [
    {
      actions: statement.action.negated ? [actionPattern('*')] : actions,
      resources: resource.negated ? [resourcePattern('*')] : resources,
      // What a NotResource with a variable leaves out is not known: leaving out nothing allows more.
      exceptActions: statement.action.negated && !unsure ? actions : [],
      exceptResources: resource.negated && !unsure && !hasVariable(resource) ? resources : [],
      conditions: isUnknown(statement.conditions) ? [] : statement.conditions,
      uncertain:
        unsure || isUnknown(statement.effect) || isUnknown(statement.conditions) || hasVariable(resource),
      source: { policy: policy.name, statement: index, ...(sid === undefined ? {} : { sid }) },
    },
  ];
}

function isPartlyUnknown(list: PatternList): boolean {
  return isUnknown(list.patterns) || list.patterns.some(isUnknown);
}

function hasVariable(list: PatternList): boolean {
  return (
    !isUnknown(list.patterns) &&
    list.patterns.some((pattern) => !isUnknown(pattern) && pattern.includes('${'))
  );
}

function patternsOf(list: PatternList, read: (text: string) => Pattern): readonly Pattern[] {
  const patterns: readonly (string | Unknown)[] = isUnknown(list.patterns) ? [list.patterns] : list.patterns;
  return patterns.map((pattern) => (isUnknown(pattern) ? read('*') : read(pattern)));
}

function actionPattern(text: string): Pattern {
  return { text, parts: [globOf(text.toLowerCase())] };
}

/** A variable becomes `*`: wider than what it stands for, never narrower. */
function resourcePattern(text: string): Pattern {
  if (/^\*+$/.test(text)) {
    return { text, parts: new Array<Glob>(6).fill(anything) };
  }
  const full = text.startsWith('execute-api:/')
    ? text.replace('execute-api:/', 'arn:*:execute-api:*:*:*/')
    : text;
  const plain = full.replace(/\$\{[^{}]*\}/g, '*');
  const fields = plain.split(':');
  const parts = [...fields.slice(0, 5), ...(fields.length > 5 ? [fields.slice(5).join(':')] : [])];
  return {
    text: plain,
    parts: Array.from({ length: 6 }, (_, index) => globOf(parts[index] ?? '*')),
  };
}

function contains(outer: Pattern, inner: Pattern): boolean {
  return outer.parts.every((part, index) => covers(part, inner.parts[index] ?? anything));
}

function meets(left: Pattern, right: Pattern): boolean {
  return left.parts.every((part, index) => overlaps(part, right.parts[index] ?? anything));
}

function permissionsOf(rule: Rule): readonly EffectivePermission[] {
  return rule.actions.flatMap((action) =>
    rule.resources.map((resource) => ({
      action: action.text,
      resource: resource.text,
      conditions: rule.conditions,
      uncertain: rule.uncertain,
      exceptions: exceptionsOf(rule),
      source: rule.source,
    })),
  );
}

function exceptionsOf(rule: Rule): readonly Exception[] {
  const { source } = rule;
  return [
    ...rule.exceptActions.map(({ text }) => ({ action: text, resource: '*', conditions: [], source })),
    ...rule.exceptResources.map(({ text }) => ({ action: '*', resource: text, conditions: [], source })),
  ];
}

/** The part of a permission that a limit's Allow lets through: the narrower pattern where one covers the other. */
function narrowed(permission: EffectivePermission, rule: Rule): readonly EffectivePermission[] {
  return rule.actions.flatMap((action) =>
    rule.resources.flatMap((resource) => {
      const actions = intersection(actionPattern(permission.action), action);
      const resources = intersection(resourcePattern(permission.resource), resource);
      return actions === undefined || resources === undefined
        ? []
        : [
            {
              ...permission,
              action: actions.text,
              resource: resources.text,
              conditions: [...permission.conditions, ...rule.conditions],
              uncertain: permission.uncertain || rule.uncertain || !actions.exact || !resources.exact,
              exceptions: [...permission.exceptions, ...exceptionsOf(rule)],
            },
          ];
    }),
  );
}

function intersection(left: Pattern, right: Pattern): { text: string; exact: boolean } | undefined {
  if (contains(right, left)) {
    return { text: left.text, exact: true };
  }
  if (contains(left, right)) {
    return { text: right.text, exact: true };
  }
  return meets(left, right) ? { text: left.text, exact: false } : undefined;
}

/** Without the exceptions that cannot touch it; nothing left where an unconditional denial covers it all. */
function denied(permission: EffectivePermission, denials: readonly Rule[]): readonly EffectivePermission[] {
  const action = actionPattern(permission.action);
  const resource = resourcePattern(permission.resource);
  const kept: Exception[] = [];
  const candidates = [...permission.exceptions, ...denials.flatMap(denialExceptions)];
  for (const exception of candidates) {
    const deniedAction = actionPattern(exception.action);
    const deniedResource = resourcePattern(exception.resource);
    if (!meets(deniedAction, action) || !meets(deniedResource, resource)) {
      continue;
    }
    const whole = contains(deniedAction, action) && contains(deniedResource, resource);
    if (whole && exception.conditions.length === 0) {
      return [];
    }
    kept.push(exception);
  }
  return [{ ...permission, exceptions: kept }];
}

/** A denial by `NotAction` or `NotResource` is left out: as a pattern it would deny what it spares. */
function denialExceptions(rule: Rule): readonly Exception[] {
  if (rule.exceptActions.length > 0 || rule.exceptResources.length > 0) {
    return [];
  }
  return rule.actions.flatMap((action) =>
    rule.resources.map((resource) => ({
      action: action.text,
      resource: resource.text,
      conditions: rule.conditions,
      source: rule.source,
    })),
  );
}
