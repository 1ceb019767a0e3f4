import type { Graph } from '../../graph/graph';
import { sameValue } from '../../graph/value';
import { judge, type PolicySet } from '../../iam/evaluate';
import type { LayerVerdict } from '../../iam/layer';
import { PreparedRequest } from '../../iam/request';
import type { StatementReference } from '../../iam/statement';
import { both, isUnknown, not, type Truth } from '../../iam/truth';
import { type Identity, policySetOf } from '../../model/identity/principal';
import { literal, SOMETHING } from '../../model/reach/patterns';
import { type Grants, resourceValues } from './grants';
import { meets, type Need } from './need';

/** What the role's policies say of a need. */
export interface Access {
  readonly allowed: Truth;
  /** The statements that allow it, or of which it depends. */
  readonly by: readonly StatementReference[];
  /** The statements that deny it. */
  readonly denied: readonly StatementReference[];
  /** Which of its own layers does not allow it. */
  readonly lacking: readonly ('identity' | 'boundary')[];
  /** Only for a part of what the need may be about: its target is not wholly known. */
  readonly partly: boolean;
}

/** Asks the evaluator whether a role may do what is needed: by its own policies and its boundary. */
export class RoleAccess {
  private readonly requests = new Map<Need, PreparedRequest>();
  private readonly policies: PolicySet;

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    private readonly grants: Grants,
  ) {
    this.policies = policySetOf(identity);
  }

  of(need: Need): Access {
    const [first, ...others] = this.resources(need);
    let best = this.ask(need, first ?? { unknown: 'the resource is not known' }, false);
    // Something of the target is not known: it is enough that a part of it is allowed.
    for (const resource of others) {
      if (best.allowed === true) break;
      const found = this.ask(need, resource, true);
      if (found.allowed === true || (found.allowed === 'unknown' && best.allowed === false)) best = found;
    }
    return best;
  }

  /** The request that the need is, for a statement to be asked about it. */
  request(need: Need): PreparedRequest {
    const known = this.requests.get(need) ?? this.prepared(need, this.resources(need)[0] ?? '*');
    this.requests.set(need, known);
    return known;
  }

  /** Everything that the need may be about and that the role's own policies allow. */
  allowedRequests(need: Need): readonly PreparedRequest[] {
    return this.resources(need)
      .map((resource) => this.prepared(need, resource))
      .filter((request) => judge(request, this.policies).verdict === 'allowed');
  }

  private prepared(need: Need, resource: string | { readonly unknown: string }): PreparedRequest {
    const { arn } = this.identity;
    const owner = ownerOf(this.graph, need);
    return new PreparedRequest({
      principal: { kind: 'role', arn, accountId: arn.split(':')[4] ?? '', roleArn: arn },
      action: need.action,
      resource,
      ...(owner === undefined ? {} : { resourceAccountId: owner }),
      context: need.context,
      otherKeys: 'unknown',
    });
  }

  private ask(need: Need, resource: string | { readonly unknown: string }, partly: boolean): Access {
    const request = this.prepared(need, resource);
    const { layers } = judge(request, this.policies);
    const identity = layers.find(({ layer }) => layer === 'identity');
    const boundary = layers.find(({ layer }) => layer === 'boundary');
    const allowed = this.settled(need, request, identity);
    const inBounds = boundary?.allowed ?? true;
    const denial = both(not(identity?.denied ?? false), not(boundary?.denied ?? false));
    return {
      allowed: both(both(allowed, inBounds), denial),
      by: allowed === true ? this.allowing(need, request, identity) : (identity?.uncertain ?? []),
      denied: [...(identity?.denies ?? []), ...(boundary?.denies ?? [])],
      lacking: [
        ...(allowed === true ? [] : (['identity'] as const)),
        ...(inBounds === true ? [] : (['boundary'] as const)),
      ],
      partly,
    };
  }

  /** Nobody knows the ARN yet, but the statement and the need name the same attribute of the same resource. */
  private settled(need: Need, request: PreparedRequest, layer: LayerVerdict | undefined): Truth {
    if (layer?.allowed !== 'unknown') return layer?.allowed ?? false;
    if (this.sameAttribute(need, request, layer).length > 0) return true;
    return this.isOfOthers(need, layer) ? false : 'unknown';
  }

  /** Every statement on which it depends names other resources by their own ARN: what they are called is no matter. */
  private isOfOthers({ target }: Need, { uncertain }: LayerVerdict): boolean {
    if (target.kind !== 'value' || !target.resource || uncertain.length === 0) return false;
    return uncertain.every((reference) => {
      const grant = this.grants.find(reference);
      const values = grant ? resourceValues(grant) : [];
      return (
        values.length > 0 &&
        values.every((value) => {
          const named = this.graph.referred(value);
          return (
            named !== undefined &&
            named !== target.resource &&
            this.graph.text(value) === this.graph.arn(named)
          );
        })
      );
    });
  }

  private allowing(
    need: Need,
    request: PreparedRequest,
    layer: LayerVerdict | undefined,
  ): readonly StatementReference[] {
    return [...(layer?.allows ?? []), ...(layer ? this.sameAttribute(need, request, layer) : [])];
  }

  private sameAttribute(
    { target }: Need,
    request: PreparedRequest,
    layer: LayerVerdict,
  ): readonly StatementReference[] {
    if (target.kind !== 'value') return [];
    return layer.uncertain.filter((reference) => {
      const grant = this.grants.find(reference);
      if (grant?.statement.source.effect !== 'Allow') return false;
      return (
        grant.statement.matchesAction(request) === true &&
        grant.statement.matchesConditions(request) === true &&
        resourceValues(grant).some((value) => sameValue(value, target.value) === true)
      );
    });
  }

  /** What to ask about: the target, and where it is not wholly known also what the statements name of it. */
  private resources({ action, target }: Need): readonly (string | { readonly unknown: string })[] {
    switch (target.kind) {
      case 'none':
        return ['*'];
      case 'value':
        return [{ unknown: `${target.text} is not known before the apply` }];
      case 'open':
        return this.named(action, '*');
      default:
        return /[*?]/.test(target.arn)
          ? [literal(target.arn), ...this.named(action, target.arn)]
          : [target.arn];
    }
  }

  private named(action: string, pattern: string): readonly string[] {
    const wanted = action.toLowerCase();
    const found = this.grants.all.flatMap(({ statement }) => {
      const { resource, action: actions } = statement.source;
      const fits =
        isUnknown(actions.patterns) ||
        actions.patterns.some((one) => isUnknown(one) || meets(one.toLowerCase(), wanted));
      if (!fits || !resource || resource.negated || isUnknown(resource.patterns)) return [];
      return resource.patterns.flatMap((one) => {
        if (isUnknown(one)) return [];
        const example = one === '*' ? `arn:aws:${action.split(':')[0]}:::${SOMETHING}` : literal(one);
        return meets(example, pattern) ? [example] : [];
      });
    });
    return [...new Set(found)];
  }
}

/** The account of what is in the configuration: the ARN of a bucket does not tell it. */
function ownerOf(graph: Graph, { target }: Need): string | undefined {
  const resource = target.kind === 'arn' || target.kind === 'value' ? target.resource : undefined;
  return resource && graph.place(resource).account;
}
