import type { Resource } from '../../graph/resource';
import type { ContextValue } from '../../iam/context';
import { type Decision, judge, type PolicySet } from '../../iam/evaluate';
import type { Principal } from '../../iam/principal';
import { PreparedRequest } from '../../iam/request';
import type { StatementReference } from '../../iam/statement';
import { both, either, isUnknown, type Truth } from '../../iam/truth';
import { EVERYTHING } from '../../model/identity/allow-everything';
import { allPolicies, type Identity, policySetOf } from '../../model/identity/principal';
import { policyAt } from '../../model/policy-of';
import { literal } from '../../model/reach/patterns';
import { boundPolicy, resourcePolicyOf } from '../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../rules/context';
import { meets } from '../granted-is-used/need';
import type { Ask } from './ask';
import { admittingPermissions } from './lambda-admission';

/** Whose policy does not allow it. */
export type Lacking =
  | 'role'
  | 'boundary'
  | 'resource policy'
  | 'key policy'
  | 'permission'
  | 'endpoint policy'
  | 'a denial';

export interface AskVerdict {
  readonly allowed: Truth;
  /** The statements that allow it. */
  readonly by: readonly StatementReference[];
  /** Of a function: the permissions that do. */
  readonly permissions: readonly Resource[];
  /** The name of the source by which it is allowed. */
  readonly source?: string;
  /** Of what is not allowed. */
  readonly lacking?: Lacking;
}

/** Asks the evaluator about everything that deliveries need, once for each distinct question. */
export class AskJudge {
  private readonly resources = new Map<Resource, PolicySet>();
  private readonly known = new Map<string, AskVerdict>();

  constructor(private readonly context: RuleContext) {}

  of(ask: Ask): AskVerdict {
    const key = questionOf(ask);
    const known = this.known.get(key) ?? this.judged(ask);
    this.known.set(key, known);
    return known;
  }

  private judged(ask: Ask): AskVerdict {
    if (ask.by.kind === 'service' && ask.target?.type === 'aws_lambda_function') {
      const { allowed, by } = admittingPermissions(this.context, ask);
      return {
        allowed,
        by: [],
        permissions: by,
        ...(allowed === true ? {} : { lacking: 'permission' as const }),
      };
    }
    if (ask.openly) return this.admitted(ask);
    let best: AskVerdict | undefined;
    for (const source of ask.sources?.length ? ask.sources : [undefined]) {
      for (const resource of this.candidates(ask)) {
        const found = this.ask(ask, resource, source);
        if (found.allowed === true) return found;
        if (!best || (best.allowed === false && found.allowed === 'unknown')) best = found;
      }
    }
    return best ?? { allowed: false, by: [], permissions: [] };
  }

  private ask(ask: Ask, resource: string, source: string | undefined): AskVerdict {
    const decision = judge(this.request(ask, resource, source), this.policies(ask));
    const allowed: Truth =
      decision.verdict === 'allowed' ? true : decision.verdict === 'unknown' ? 'unknown' : false;
    return {
      allowed,
      by: decision.layers.flatMap(({ allows }) => allows),
      permissions: [],
      ...(source === undefined ? {} : { source }),
      ...(allowed === true ? {} : { lacking: lackingOf(ask, decision) }),
    };
  }

  /** Whether the resource's own policy admits somebody of the account, whatever it is called before `apply`. */
  private admitted(ask: Ask): AskVerdict {
    const request = this.request(ask, ask.resource, undefined);
    const statements = this.policies(ask).resource?.statements ?? [];
    let allowed: Truth = false;
    const by: StatementReference[] = [];
    for (const statement of statements) {
      const match = statement.source.effect === 'Deny' ? undefined : statement.principal(request, false);
      if (!match) continue;
      const named = either(either(match.direct, match.byRole), match.byAccount);
      const truth = both(named, both(statement.matchesAction(request), statement.matchesConditions(request)));
      if (truth === true) by.push(statement.reference);
      allowed = either(allowed, truth);
    }
    return {
      allowed,
      by,
      permissions: [],
      ...(allowed === true ? {} : { lacking: 'resource policy' as const }),
    };
  }

  private request(
    { by, action, target, context }: Ask,
    resource: string,
    source: string | undefined,
  ): PreparedRequest {
    const { graph } = this.context;
    const account =
      by.kind === 'role'
        ? (by.role.arn.split(':')[4] ?? '')
        : target
          ? graph.place(target).account
          : (resource.split(':')[4] ?? '');
    const given: Record<string, ContextValue> = {
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      // Whoever puts an object says nothing of its encryption: the default of the bucket holds.
      's3:x-amz-server-side-encryption': [],
      's3:x-amz-server-side-encryption-aws-kms-key-id': [],
      'aws:SourceArn': source ?? [],
      'aws:SourceVpce': [],
      ...(by.kind === 'service' ? {} : { 'kms:CallerAccount': account }),
      ...context,
    };
    return new PreparedRequest({
      principal: principalOf(by, account),
      action,
      resource,
      ...(target ? { resourceAccountId: graph.place(target).account } : {}),
      context: given,
      otherKeys: 'unknown',
    });
  }

  private policies({ by, target, endpoint }: Ask): PolicySet {
    const own =
      by.kind === 'role' ? policySetOf(by.role) : by.kind === 'account' ? { identity: [EVERYTHING] } : {};
    const through = endpoint && policyAt(this.context.graph, endpoint.resource, 'policy', 'endpoint');
    return {
      ...own,
      ...(target ? this.ofResource(target) : {}),
      ...(through && endpoint
        ? {
            endpoint: { policy: through.policy, type: endpoint.type === 'Gateway' ? 'gateway' : 'interface' },
          }
        : {}),
    };
  }

  /** What lets others call a function says nothing of a role of the same account. */
  private ofResource(target: Resource): PolicySet {
    const known = this.resources.get(target);
    if (known) return known;
    const [policy] = resourcePolicyOf(this.context, target).filter(
      ({ origin, kind }) => origin !== 'permission' && kind !== 'endpoint',
    );
    const made: PolicySet = policy ? { resource: boundPolicy(this.context, policy).policy } : {};
    this.resources.set(target, made);
    return made;
  }

  /** Where the end of a name is made up later, it is one that the role's statements mean, if there is such a one. */
  private candidates({ by, resource }: Ask): readonly string[] {
    if (resource === '*' || !/[*?]/.test(resource)) return [resource];
    const plain = literal(resource);
    return by.kind === 'role' ? [plain, ...named(by.role, resource)] : [plain];
  }
}

function named(role: Identity, pattern: string): readonly string[] {
  const patterns = allPolicies(role)
    .flatMap(({ policy }) => policy.statements)
    .flatMap(({ source: { resource } }) =>
      resource && !resource.negated && !isUnknown(resource.patterns) ? resource.patterns : [],
    );
  return [...new Set(patterns)].flatMap((one) =>
    typeof one === 'string' && one !== '*' && meets(one, pattern) ? [literal(one)] : [],
  );
}

function principalOf(by: Ask['by'], account: string): Principal {
  if (by.kind === 'service') return { kind: 'service', service: by.service };
  const arn = by.kind === 'role' ? by.role.arn : `arn:aws:iam::${account}:role/tf~somebody`;
  return { kind: 'role', arn, accountId: account, roleArn: arn };
}

function lackingOf({ by, target }: Ask, { verdict, lacking }: Decision): Lacking {
  if (verdict === 'explicitly denied') return 'a denial';
  if (lacking.includes('endpoint')) return 'endpoint policy';
  if (by.kind === 'role' && lacking.includes('identity')) return 'role';
  if (lacking.includes('boundary')) return 'boundary';
  return target?.type === 'aws_kms_key' ? 'key policy' : 'resource policy';
}

/** Deliveries ask for the same again and again: a hundred alarms notify one topic. */
function questionOf({
  by,
  action,
  resource,
  target,
  context,
  sources,
  qualifier,
  endpoint,
  openly,
}: Ask): string {
  const who = by.kind === 'service' ? by.service : by.kind === 'role' ? by.role.arn : 'account';
  return JSON.stringify([
    who,
    action,
    resource,
    target?.key,
    context,
    sources,
    qualifier,
    endpoint?.resource.key,
    openly,
  ]);
}
