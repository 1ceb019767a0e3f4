import type { Graph } from '../../graph/graph';
import { groupBy } from '../../graph/lists';
import { sameValue, type Value } from '../../graph/value';

import { isUnknown, type Unknown } from '../../iam/truth';
import { type ActionCatalogue, type ActionFacts, hasWildcard } from '../../sdk/action-catalogue';
import type { RoleAccess } from './access';
import { type Grant, resourceValues } from './grants';
import { meets, type Need } from './need';
import { shownValue } from './shown-value';

/** A part of a statement that nothing needs, or that is wider than what needs it. */
export interface Surplus {
  readonly grant: Grant;
  /** As the statement has it, or one of several actions that its pattern means. */
  readonly action: string;
  readonly resource: string;
  /** As a sentence without a full stop. */
  readonly message: string;
  /** Nobody can tell whether it is needed. */
  readonly isUnknown: boolean;
}

/** What one resource of a statement is to a need. */
type Fit = 'none' | 'fits' | 'wider';

/** How many actions of a wildcard a message names. */
const NAMED_ACTIONS = 5;

/** Looks at a role's statements for what none of the needs calls for. */
export class UnusedGrants {
  private readonly byAction: ReadonlyMap<string, readonly Need[]>;

  constructor(
    private readonly graph: Graph,
    private readonly catalogue: ActionCatalogue,
    private readonly access: RoleAccess,
    needs: readonly Need[],
  ) {
    this.byAction = groupBy(needs, ({ action }) => action.toLowerCase());
  }

  /** Action by action, and resource by resource. */
  of(grant: Grant): readonly Surplus[] {
    const { effect, action, resource } = grant.statement.source;
    if (effect === 'Deny') return [];
    const unknown = isUnknown(effect) ? effect : [action.patterns, resource?.patterns].find(isUnknown);
    if (unknown) return [this.unknown(grant, unknown)];
    if (action.negated || resource?.negated) {
      return [
        this.surplus(grant, '*', '*', 'it allows all but what it names, and nothing needs all of that'),
      ];
    }
    const actions = isUnknown(action.patterns) ? [] : action.patterns;
    return actions.flatMap((pattern) =>
      isUnknown(pattern) ? [this.unknown(grant, pattern)] : this.ofAction(grant, pattern),
    );
  }

  private ofAction(grant: Grant, pattern: string): readonly Surplus[] {
    const actions = hasWildcard(pattern)
      ? this.catalogue.matching(pattern)
      : [this.catalogue.facts(pattern) ?? { name: pattern, resourceTypes: [] }];
    const { resource } = grant.statement.source;
    const patterns = resource && !isUnknown(resource.patterns) ? resource.patterns : [];
    return patterns.flatMap((one, index) => {
      const value = resourceValues(grant)[index];
      const shown =
        value === undefined ? (isUnknown(one) ? 'a resource' : one) : shownValue(this.graph, value);
      if (!actions)
        return [this.surplus(grant, pattern, shown, `${pattern} means the actions of several services`)];
      return this.ofResource(grant, pattern, actions, one, value, shown);
    });
  }

  private ofResource(
    grant: Grant,
    pattern: string,
    actions: readonly ActionFacts[],
    resource: string | Unknown,
    value: Value | undefined,
    shown: string,
  ): readonly Surplus[] {
    const fits = actions.map((facts) => ({ facts, fit: this.fit(grant, facts, resource, value) }));
    const idle = fits.filter(({ fit }) => fit === 'none').map(({ facts }) => facts.name);
    const [wide] = fits.filter(({ fit }) => fit === 'wider');
    if (idle.length === fits.length) {
      return [this.surplus(grant, pattern, shown, `${pattern} on ${shown} is granted, and nothing needs it`)];
    }
    const found: Surplus[] = [];
    if (idle.length > 0) {
      const named = idle.slice(0, NAMED_ACTIONS).join(', ');
      const more = idle.length > NAMED_ACTIONS ? ` and ${idle.length - NAMED_ACTIONS} more` : '';
      found.push(
        this.surplus(
          grant,
          pattern,
          shown,
          `${pattern} on ${shown} also means ${named}${more}, which nothing needs`,
        ),
      );
    }
    if (wide) {
      const message = `${wide.facts.name} is granted on ${shown}, which is wider than the resources that need it`;
      found.push(this.surplus(grant, wide.facts.name, shown, message));
    }
    return found;
  }

  /** The best fit of any need. */
  private fit(grant: Grant, facts: ActionFacts, resource: string | Unknown, value: Value | undefined): Fit {
    let best: Fit = 'none';
    for (const need of this.byAction.get(facts.name.toLowerCase()) ?? []) {
      const fit = this.fitOf(need, resource, value);
      if (fit === 'none' || fit === best) continue;
      if (grant.statement.matchesConditions(this.access.request(need)) === false) continue;
      if (fit === 'fits') return 'fits';
      best = fit;
    }
    return best;
  }

  private fitOf({ target }: Need, resource: string | Unknown, value: Value | undefined): Fit {
    if (target.kind === 'open') return 'fits';
    if (target.kind === 'none') return resource === '*' ? 'fits' : 'none';
    if (target.kind === 'value') {
      if (resource === '*') return 'wider';
      const same = value === undefined ? undefined : sameValue(value, target.value);
      return same === true || (same === undefined && isUnknown(resource)) ? 'fits' : 'none';
    }
    if (isUnknown(resource))
      return value === undefined || this.graph.referred(value) === undefined ? 'fits' : 'none';
    if (resource === target.arn) return 'fits';
    if (!meets(resource, target.arn)) return 'none';
    const isWider = hasWildcard(resource) && fixedPart(resource).length < fixedPart(target.arn).length;
    return isWider ? 'wider' : 'fits';
  }

  private unknown(grant: Grant, why: Unknown): Surplus {
    const message = `nobody can tell whether what it allows is needed: ${why.unknown}`;
    return { ...this.surplus(grant, 'unknown', 'unknown', message), isUnknown: true };
  }

  private surplus(grant: Grant, action: string, resource: string, message: string): Surplus {
    return { grant, action, resource, message, isUnknown: false };
  }
}

/** What stands before the first wildcard. */
function fixedPart(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? '';
}
