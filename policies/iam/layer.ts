import type { Policy } from './policy';
import { named, type PrincipalMatch } from './principal-match';
import type { PreparedRequest } from './request';
import type { StatementReference } from './statement';
import { both, either, isUnknown, type Truth } from './truth';

/** One kind of policy that has a say in a request. */
export type LayerName =
  | 'service control'
  | 'resource control'
  | 'endpoint'
  | 'resource'
  | 'identity'
  | 'boundary'
  | 'session';

/** What a layer's policies say of one request. */
export interface LayerVerdict {
  readonly layer: LayerName;
  /** Which of several levels (organisation, unit, account), from the root down, for the control policies. */
  readonly level?: number | undefined;
  /** Whether an explicit denial applies. */
  readonly denied: Truth;
  /** Whether an Allow applies, however the principal is named. */
  readonly allowed: Truth;
  readonly denies: readonly StatementReference[];
  readonly allows: readonly StatementReference[];
  /** Statements that may apply: something in them or in the request is not known. */
  readonly uncertain: readonly StatementReference[];
}

/** A resource's policy, with how its Allow names the one who asks. */
export interface ResourceVerdict extends LayerVerdict {
  readonly granted: PrincipalMatch;
}

const ungranted: PrincipalMatch = { direct: false, byRole: false, byAccount: false };
const unnamed: PrincipalMatch = { direct: true, byRole: false, byAccount: false };
const none: readonly StatementReference[] = [];

interface Tally {
  denied: Truth;
  granted: PrincipalMatch;
  denies: StatementReference[];
  allows: StatementReference[];
  uncertain: StatementReference[];
}

/** @param bounded whether the one who asks has a permissions boundary */
export function judgeLayer(
  layer: LayerName,
  policies: readonly Policy[],
  request: PreparedRequest,
  bounded = false,
  level?: number,
): ResourceVerdict {
  let tally: Tally | undefined;
  for (const policy of policies) {
    for (const statement of policy.statementsFor(request)) {
      const applies = statement.applies(request);
      if (applies === false) {
        continue;
      }
      const principal = statement.principal(request, bounded);
      const concerns = principal === undefined ? true : named(principal);
      const truth = both(applies, concerns);
      if (truth === false) {
        continue;
      }
      tally ??= {
        denied: false,
        granted: ungranted,
        denies: [],
        allows: [],
        uncertain: [],
      };
      const { effect } = statement.source;
      record(tally, statement.reference, isUnknown(effect) ? 'unknown' : effect, truth, applies, principal);
    }
  }
  return {
    layer,
    level,
    denied: tally?.denied ?? false,
    allowed: tally === undefined ? false : named(tally.granted),
    granted: tally?.granted ?? ungranted,
    denies: tally?.denies ?? none,
    allows: tally?.allows ?? none,
    uncertain: tally?.uncertain ?? none,
  };
}

function record(
  tally: Tally,
  reference: StatementReference,
  effect: 'Allow' | 'Deny' | 'unknown',
  truth: Truth,
  applies: Truth,
  principal: PrincipalMatch | undefined,
): void {
  const sure = effect !== 'unknown' && truth === true;
  (sure ? (effect === 'Deny' ? tally.denies : tally.allows) : tally.uncertain).push(reference);
  if (effect !== 'Allow') {
    tally.denied = either(tally.denied, sure ? true : 'unknown');
  }
  if (effect !== 'Deny') {
    const held = effect === 'unknown' ? both('unknown', applies) : applies;
    const grade = principal ?? unnamed;
    tally.granted = {
      direct: either(tally.granted.direct, both(held, grade.direct)),
      byRole: either(tally.granted.byRole, both(held, grade.byRole)),
      byAccount: either(tally.granted.byAccount, both(held, grade.byAccount)),
    };
  }
}
