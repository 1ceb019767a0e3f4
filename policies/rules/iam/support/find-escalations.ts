import {
  type EffectivePermission,
  effectivePermissions,
  type PrincipalPolicies,
  permissionsFor,
} from '../../../iam/effective-permissions';
import { globOf, globTest } from '../../../iam/glob';
import type { Policy } from '../../../iam/policy';
import type { StatementReference } from '../../../iam/statement';
import { isUnknown } from '../../../iam/truth';
import { allPolicies, type Identity } from '../../../model/identity/principal';
import { constrains } from './constraints';
import { ESCALATIONS, type Escalation } from './escalations';
import { isAnyResource } from './grants';

/** So that many different patterns cost no memory without end. */
const rememberedPatterns = 2000;

export interface FoundEscalation {
  readonly escalation: Escalation;
  /** The actions that make it possible. */
  readonly actions: readonly string[];
  /** The Allow of the first of them. */
  readonly source: StatementReference;
  /** It depends on something that is not known. */
  readonly uncertain: boolean;
}

/** Which escalations the policies make possible, after denials, boundary and conditions. */
export function findEscalations(
  policies: PrincipalPolicies,
  itself: readonly string[] = [],
): readonly FoundEscalation[] {
  const mentioned = mentionedIn(policies.identity);
  const possible = ESCALATIONS.filter(({ needs }) =>
    needs.every((need) => listOf(need).some((action) => mentioned.has(action))),
  );
  // Most identities have none of the actions: then nothing more has to be computed.
  if (possible.length === 0) return [];
  const all = effectivePermissions(policies);
  const unknowns = doubtful(policies.identity);
  return possible.flatMap((escalation): readonly FoundEscalation[] => {
    const steps = escalation.needs.map((need) =>
      first(listOf(need).map((action) => step(all, action, escalation.onItself ? itself : [], unknowns))),
    );
    const found = steps.filter((one): one is Step => one !== undefined);
    const [start] = found;
    if (found.length < steps.length || start === undefined) return [];
    return [
      {
        escalation,
        actions: found.map(({ action }) => action),
        source: start.permission.source,
        uncertain: found.some(({ uncertain }) => uncertain),
      },
    ];
  });
}

function listOf(need: string | readonly string[]): readonly string[] {
  return typeof need === 'string' ? [need] : need;
}

const ACTIONS = [...new Set(ESCALATIONS.flatMap(({ needs }) => needs.flatMap(listOf)))].map((name) => ({
  name,
  lower: name.toLowerCase(),
}));

const everyAction: ReadonlySet<string> = new Set(ACTIONS.map(({ name }) => name));

const byPattern = new Map<string, readonly string[]>();

/** The actions of escalations that some Allow matches, whatever its resources and conditions. */
function mentionedIn(policies: readonly Policy[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { document } of policies) {
    for (const { effect, action } of document.statements) {
      if (effect === 'Deny') continue;
      if (action.negated || isUnknown(action.patterns)) return everyAction;
      for (const pattern of action.patterns) {
        if (isUnknown(pattern)) return everyAction;
        for (const name of matchedBy(pattern)) found.add(name);
      }
    }
  }
  return found;
}

function matchedBy(pattern: string): readonly string[] {
  const known = byPattern.get(pattern);
  if (known) return known;
  const test = globTest(globOf(pattern.toLowerCase()));
  const found = ACTIONS.filter(({ lower }) => test(lower)).map(({ name }) => name);
  if (byPattern.size < rememberedPatterns) byPattern.set(pattern, found);
  return found;
}

/** The ARNs that stand for the identity: its own, its groups', its policies'. */
export function itselfOf(identity: Identity): readonly string[] {
  const policies = allPolicies(identity).flatMap(({ arn, via }) =>
    arn !== undefined && via === 'customer-managed' ? [arn] : [],
  );
  return [identity.arn, ...identity.groups.map(({ arn }) => arn), ...policies];
}

interface Step {
  readonly action: string;
  readonly permission: EffectivePermission;
  readonly uncertain: boolean;
}

/** The step that is sure, or else one that may be. */
function first(steps: readonly (Step | undefined)[]): Step | undefined {
  return steps.find((one) => one && !one.uncertain) ?? steps.find((one) => one !== undefined);
}

function step(
  all: readonly EffectivePermission[],
  action: string,
  itself: readonly string[],
  unknowns: ReadonlySet<string>,
): Step | undefined {
  const found = permissionsFor(all, action).filter(
    (permission) =>
      !constrains(permission.conditions) &&
      !isSpared(permission) &&
      (isBroad(permission.resource) ||
        itself.some((arn) => permissionsFor([permission], action, arn).length > 0)),
  );
  const sure = found.find(({ uncertain }) => !uncertain);
  if (sure) return { action, permission: sure, uncertain: false };
  const maybe = found.find(({ source }) => unknowns.has(`${source.policy} ${source.statement}`));
  return maybe && { action, permission: maybe, uncertain: true };
}

/** Every resource, or every one of a kind: `role/*`, `function:*`. */
function isBroad(resource: string): boolean {
  return isAnyResource(resource) || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[/:])?\*+$/i.test(resource);
}

/** A denial takes the permission away from all but those whom its conditions name. */
function isSpared({ exceptions }: EffectivePermission): boolean {
  return exceptions.some(
    ({ action, resource, conditions }) =>
      isAnyResource(resource) &&
      /^(\*+|[a-z0-9-]+:\*+)$/i.test(action) &&
      conditions.length > 0 &&
      conditions.every(
        ({ negated, comparison, values }) =>
          negated || ((comparison === 'Bool' || comparison === 'Null') && !isUnknown(values)),
      ),
  );
}

/** Statements of which a part is not known; a policy's own variable (`${aws:username}`) is not meant. */
function doubtful(policies: readonly Policy[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, document } of policies) {
    for (const { index, effect, action, resource } of document.statements) {
      const lists = [action.patterns, resource?.patterns ?? []];
      const open = lists.some((list) => isUnknown(list) || list.some(isUnknown));
      if (open || isUnknown(effect)) found.add(`${name} ${index}`);
    }
  }
  return found;
}
