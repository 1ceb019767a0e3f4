import type { PolicySet } from '../../../policies/iam/evaluate';
import type { LayerName, LayerVerdict } from '../../../policies/iam/layer';
import type { Policy } from '../../../policies/iam/policy';
import type { StatementReference } from '../../../policies/iam/statement';
import { isUnknown } from '../../../policies/iam/truth';
import { type Actor, isService, type ServiceActor } from './actor';
import type { Judgement } from './judge';

/** Why a query was refused: by a statement, or because none allows it. */
export interface Denial {
  readonly kind: 'explicit' | 'implicit';
  /** The layer that AWS's message names: one, also where several refuse. */
  readonly layer: LayerName;
  readonly statement?: StatementReference;
}

/** AWS names one type of policy; which of several is not documented. This is the order in which it evaluates them. */
const ORDER: readonly LayerName[] = [
  'resource control',
  'service control',
  'endpoint',
  'resource',
  'identity',
  'boundary',
  'session',
];

/** Without an Allow, what the identity lacks is said before what only limits it, and the resource's policy last. */
const LACKING_ORDER: readonly LayerName[] = [
  'service control',
  'endpoint',
  'identity',
  'boundary',
  'session',
  'resource',
  'resource control',
];

/** Nothing where it is not refused. */
export function denialOf({ decision }: Judgement): Denial | undefined {
  if (decision.verdict === 'explicitly denied') {
    const found = first(ORDER, decision.layers.filter(denies), ({ layer }) => layer);
    const [statement] = found?.denies ?? [];
    return { kind: 'explicit', layer: found?.layer ?? 'identity', ...(statement ? { statement } : {}) };
  }
  if (decision.verdict !== 'implicitly denied') return undefined;
  const layer = first(LACKING_ORDER, decision.lacking, (name) => name) ?? 'identity';
  return { kind: 'implicit', layer };
}

function denies({ denied }: LayerVerdict): boolean {
  return denied === true;
}

function first<T>(
  order: readonly LayerName[],
  all: readonly T[],
  name: (one: T) => LayerName,
): T | undefined {
  return order.flatMap((layer) => all.filter((one) => name(one) === layer))[0];
}

/** What AWS calls the policies of each layer. Source: IAM User Guide, "Troubleshoot access denied error messages". */
const POLICY_TYPES: Readonly<Record<LayerName, string>> = {
  boundary: 'permissions boundary',
  endpoint: 'VPC endpoint policy',
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  'resource control': 'resource control policy',
  'service control': 'service control policy',
  session: 'session policy',
};

/** AWS's sentence. S3 puts the resource between quotation marks; where there is no resource most services name none. */
export function message(actor: Actor | ServiceActor, { query }: Judgement, denial: Denial): string {
  const { action, resource } = query;
  const quoted = action.startsWith('s3:') ? `"${resource}"` : resource;
  const on =
    isUnknown(resource) || (resource === '*' && !action.startsWith('lambda:'))
      ? ''
      : ` on resource: ${quoted}`;
  const type = POLICY_TYPES[denial.layer];
  const article = /^[aeiou]/.test(type) ? 'an' : 'a';
  const because =
    denial.kind === 'explicit'
      ? `with an explicit deny in ${article} ${type}`
      : `because no ${type} allows the ${action} action`;
  const who = isService(actor) ? actor.service : `User: ${actor.sessionArn}`;
  return `${who} is not authorized to perform: ${action}${on} ${because}`;
}

/** The statement that is missing, as it is pasted into the policy. */
export interface MissingStatement {
  readonly Effect: 'Allow';
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Nothing where no Allow would help. */
export function missingStatement(
  actor: Actor | ServiceActor,
  { query }: Judgement,
  denial: Denial,
): MissingStatement | undefined {
  if (denial.kind === 'explicit' || isUnknown(query.resource)) return undefined;
  const statement = { Effect: 'Allow' as const, Action: query.action, Resource: query.resource };
  const via = query.context['kms:ViaService'];
  const through = typeof via === 'string' ? { StringEquals: { 'kms:ViaService': via } } : undefined;
  if (isService(actor)) {
    return {
      ...statement,
      Principal: { Service: actor.service },
      Condition: { ArnEquals: { 'aws:SourceArn': actor.sourceArn } },
    };
  }
  const named = denial.layer === 'resource' || denial.layer === 'endpoint';
  return {
    ...statement,
    ...(named ? { Principal: { AWS: actor.roleArn } } : {}),
    ...(through ? { Condition: through } : {}),
  };
}

/** Where the statement belongs, or stands. */
export function policyName(
  actor: Actor | ServiceActor,
  { query, policies }: Judgement,
  { layer }: Denial,
): string {
  switch (layer) {
    case 'endpoint':
      return policies.endpoint?.policy.name ?? 'the policy of the endpoint';
    case 'boundary':
      return `the permissions boundary ${policies.boundary?.name ?? ''}`.trim();
    case 'resource':
      return policies.resource?.name ?? `the policy of ${String(query.resource)}`;
    default:
      return isService(actor) ? 'the policy' : `a policy of the role ${roleName(actor)}`;
  }
}

function roleName({ roleArn }: Actor): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

/** The statement that refuses, by its Sid where it has one. */
export function refusingStatement(policies: PolicySet, reference: StatementReference): string {
  const { identity, boundary, session, resource, endpoint } = policies;
  const all: readonly (Policy | undefined)[] = [
    ...(identity ?? []),
    boundary,
    ...(session ?? []),
    resource,
    endpoint?.policy,
  ];
  const known = all.find((policy) => policy?.name === reference.policy);
  const name = reference.sid === undefined ? `number ${reference.statement + 1}` : `"${reference.sid}"`;
  return `statement ${name} of ${known?.name ?? reference.policy}`;
}
