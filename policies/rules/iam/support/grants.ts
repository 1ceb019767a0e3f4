import type { PolicyDocument, PolicyStatement } from '../../../graph/policy-document';
import { PartialText, Unknown, type Value } from '../../../graph/value';
import type { Condition } from '../../../iam/document-condition';
import { isUnknown } from '../../../iam/truth';
import type { BoundPolicy } from '../../../model/policy-of';
import { type Action, actionsMatching } from './actions';
import { constrains } from './constraints';

/** What one Allow of a policy gives. */
export interface Grant {
  readonly statement: PolicyStatement;
  /** The patterns of `Action` as they are written; `NotAction`'s with `negated`. */
  readonly patterns: readonly string[];
  readonly negated: boolean;
  /** The actions of AWS that the patterns mean, without those that the document denies everywhere. */
  readonly actions: readonly Action[];
  /** One of the resources is every resource. */
  readonly anyResource: boolean;
  readonly resources: readonly string[];
  readonly notResource: boolean;
  /** A condition leaves out something worth speaking of. */
  readonly constrained: boolean;
  readonly conditions: readonly Condition[];
}

/** A grant as it is known, and as it would be if all that is not known were the worst. */
export interface PossibleGrant {
  readonly known: Grant;
  /** Only where something is not known. */
  readonly worst?: Grant;
  readonly why?: Unknown;
}

const cache = new WeakMap<PolicyDocument, readonly PossibleGrant[]>();

/** What the Allows of the policy give, one for each statement. */
export function grantsOf({ document, policy }: BoundPolicy): readonly PossibleGrant[] {
  const known = cache.get(document);
  if (known) return known;
  const denied = deniedActions(document.statements);
  const found = document.statements
    .filter((statement) => effectOf(statement) !== 'deny')
    .map((statement): PossibleGrant => {
      const compiled = policy.document.statements[statement.index];
      const conditions = compiled && !isUnknown(compiled.conditions) ? compiled.conditions : [];
      const bounded = compiled ? constrains(compiled.conditions) : false;
      const given = statement.actions ?? statement.notActions ?? [];
      const negated = statement.actions === undefined && statement.notActions !== undefined;
      const patterns = given.filter((value): value is string => typeof value === 'string');
      const resources = textsOf(statement.resources ?? statement.notResources);
      const base = {
        statement,
        patterns,
        negated,
        resources,
        notResource: statement.resources === undefined && statement.notResources !== undefined,
        conditions,
      };
      const grant: Grant = {
        ...base,
        actions: without(expanded(patterns, negated), denied),
        anyResource: !base.notResource && resources.some(isAnyResource),
        constrained: bounded,
      };
      const why = openPart(statement);
      if (!why) return { known: grant };
      const open = given.some((value) => value instanceof Unknown);
      const worst: Grant = {
        ...grant,
        patterns: open && !negated ? [...patterns, ...given.filter(isOpen).map(worstAction)] : patterns,
        actions: open && !negated ? without(worstActions(given), denied) : grant.actions,
        anyResource: grant.anyResource || (statement.resources ?? []).some(isWhollyOpen),
        constrained: false,
      };
      return { known: grant, worst, why };
    });
  cache.set(document, found);
  return found;
}

/** In any case, and Allow where nothing is written: AWS would refuse both, but the intent is clear. */
export function effectOf(statement: PolicyStatement): string {
  const { effect } = statement;
  return typeof effect === 'string' ? effect.trim().toLowerCase() : 'allow';
}

/** Whether the pattern of a resource leaves nothing out: `*`, `arn:aws:*`, `arn:*:*:*:*:*:*`. */
export function isAnyResource(text: string): boolean {
  return /^\*+$/.test(text) || /^arn:[^:]+(:[*?]*\*[*?]*)*(:\*+(\/\*+)*)?$/.test(text);
}

/** Whether the patterns leave no action out. */
export function isEveryAction(pattern: string): boolean {
  return actionsMatching(pattern).length === actionsMatching('*').length;
}

function expanded(patterns: readonly string[], negated: boolean): readonly Action[] {
  const [only] = patterns;
  const matched =
    patterns.length === 1 && only !== undefined
      ? actionsMatching(only)
      : [...new Set(patterns.flatMap(actionsMatching))];
  return negated ? without(actionsMatching('*'), new Set(matched)) : matched;
}

function worstActions(given: readonly Value[]): readonly Action[] {
  return [
    ...new Set(
      given.flatMap((value) =>
        value instanceof Unknown
          ? actionsMatching(worstAction(value))
          : typeof value === 'string'
            ? actionsMatching(value)
            : [],
      ),
    ),
  ];
}

/** `s3:${var.verb}` may be all of S3's, and no more. */
function worstAction(value: Value): string {
  if (!(value instanceof PartialText)) return '*';
  return value.parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
}

function isOpen(value: Value): boolean {
  return value instanceof Unknown;
}

/** A variable may be `*`. A text with known parts, or an attribute of a resource, is not. */
function isWhollyOpen(value: Value): boolean {
  return (
    value instanceof Unknown &&
    !(value instanceof PartialText) &&
    (value.reference === undefined || value.reference.kind !== 'resource' || value.reference.derived === true)
  );
}

function openPart(statement: PolicyStatement): Unknown | undefined {
  const { actions, notActions, resources, conditions, unknowns } = statement;
  const parts = [...(actions ?? notActions ?? []).filter(isOpen), ...(resources ?? []).filter(isWhollyOpen)];
  const values = conditions.flatMap((condition) => condition.values).filter(isWhollyOpen);
  return [...unknowns, ...parts, ...values].find((part): part is Unknown => part instanceof Unknown);
}

function deniedActions(statements: readonly PolicyStatement[]): ReadonlySet<Action> {
  const denied = new Set<Action>();
  for (const statement of statements) {
    if (effectOf(statement) !== 'deny' || statement.conditions.length > 0 || statement.unknowns.length > 0)
      continue;
    if (!textsOf(statement.resources).some(isAnyResource)) continue;
    for (const pattern of textsOf(statement.actions))
      for (const action of actionsMatching(pattern)) denied.add(action);
  }
  return denied;
}

function without(actions: readonly Action[], denied: ReadonlySet<Action>): readonly Action[] {
  return denied.size === 0 ? actions : actions.filter((action) => !denied.has(action));
}

function textsOf(values: readonly Value[] | undefined): readonly string[] {
  return (values ?? []).filter((value): value is string => typeof value === 'string');
}
