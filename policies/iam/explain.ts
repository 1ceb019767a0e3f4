import type { Decision, PolicySet } from './evaluate';
import type { LayerVerdict } from './layer';
import type { Policy } from './policy';
import { named } from './principal-match';
import type { PreparedRequest } from './request';
import type { StatementReference } from './statement';
import { isUnknown, type Truth } from './truth';

/** The decision in sentences that a reviewer can check: each layer, and each statement that came near. */
export function explain(
  decision: Decision,
  request: PreparedRequest,
  policies: PolicySet,
): readonly string[] {
  const named = allPolicies(policies);
  return [
    headline(decision),
    ...decision.layers.flatMap((layer) => [
      `${layerName(layer)}: ${layerSays(layer)}`,
      ...layer.uncertain.map((reference) => `  ${doubts(reference, named, request)}`),
    ]),
    ...nearMisses(decision, policies, request).map((line) => `near: ${line}`),
    ...decision.notes.map((note) => `note: ${note}`),
  ];
}

export function referenceText({ policy, statement, sid }: StatementReference): string {
  return `${policy}[${statement}]${sid === undefined ? '' : ` "${sid}"`}`;
}

function headline(decision: Decision): string {
  const by = decision.deciding.map(referenceText).join(', ');
  switch (decision.verdict) {
    case 'implicitly denied':
      return `implicitly denied: no Allow in ${decision.lacking.join(', ')}`;
    case 'unknown':
      return `unknown${by === '' ? '' : `: it depends on ${by}`}`;
    default:
      return by === '' ? decision.verdict : `${decision.verdict} by ${by}`;
  }
}

function layerName(layer: LayerVerdict): string {
  return layer.level === undefined
    ? `${layer.layer} policy`
    : `${layer.layer} policies, level ${layer.level}`;
}

function layerSays(layer: LayerVerdict): string {
  const list = (references: readonly StatementReference[]) => references.map(referenceText).join(', ');
  const parts = [
    ...(layer.denies.length > 0 ? [`denies by ${list(layer.denies)}`] : []),
    ...(layer.allows.length > 0 ? [`allows by ${list(layer.allows)}`] : []),
    ...(layer.uncertain.length > 0 ? [`may apply: ${list(layer.uncertain)}`] : []),
  ];
  return parts.length === 0 ? 'no statement applies' : parts.join('; ');
}

function allPolicies(policies: PolicySet): readonly Policy[] {
  const { identity, boundary, session, resource, endpoint, serviceControl, resourceControl } = policies;
  return [
    ...(serviceControl ?? []).flat(),
    ...(resourceControl ?? []).flat(),
    ...(endpoint ? [endpoint.policy] : []),
    ...(resource ? [resource] : []),
    ...(identity ?? []),
    ...(boundary ? [boundary] : []),
    ...(session ?? []),
  ];
}

function doubts(
  reference: StatementReference,
  policies: readonly Policy[],
  request: PreparedRequest,
): string {
  const reasons = policies
    .filter((policy) => policy.name === reference.policy)
    .flatMap((policy) => policy.statements.filter(({ source }) => source.index === reference.statement))
    .flatMap((statement) => parts(statement, request).filter(([, truth]) => truth === 'unknown'))
    .map(([what]) => what);
  return `${referenceText(reference)}: not known whether ${[...new Set(reasons)].join(' and ')} match`;
}

type Compiled = Policy['statements'][number];

function parts(statement: Compiled, request: PreparedRequest): readonly (readonly [string, Truth])[] {
  const principal = statement.principal(request, false);
  const conditions = statement.source.conditions;
  return [
    ['its effect', isUnknown(statement.source.effect) ? 'unknown' : true],
    ['its actions', statement.matchesAction(request)],
    ['its resources', statement.matchesResource(request)],
    ['its principals', principal === undefined ? true : named(principal)],
    ...statement.conditions.map((test, index): readonly [string, Truth] => {
      const condition = isUnknown(conditions) ? undefined : conditions[index];
      return [condition ? `${condition.operator} ${condition.key}` : 'its conditions', test(request)];
    }),
  ];
}

/** For an implicit denial: the Allows for this action that fail in something else, and in what. */
function nearMisses(decision: Decision, policies: PolicySet, request: PreparedRequest): readonly string[] {
  if (decision.verdict !== 'implicitly denied') {
    return [];
  }
  return allPolicies(policies).flatMap((policy) =>
    policy.statements
      .filter(({ source, matchesAction }) => source.effect === 'Allow' && matchesAction(request) !== false)
      .flatMap((statement) => {
        const missed = parts(statement, request).filter(([, truth]) => truth === false);
        return missed.length === 0
          ? []
          : [
              `${referenceText(statement.reference)}: ${missed.map(([what]) => what).join(', ')} did not match`,
            ];
      }),
  );
}
