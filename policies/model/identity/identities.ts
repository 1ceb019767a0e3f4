import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { isList, type Value } from '../../graph/value';
import { Policy } from '../../iam/policy';
import type { RuleContext } from '../../rules/context';
import type { BoundPolicy } from '../policy-of';
import { IdentityIndex, type Named } from './identity-index';
import { managedArnOf, managedPolicy, managedPolicyName } from './managed-policies';
import { policyIn } from './policy-in';
import type { AttachedPolicy, Identity, IdentityKind } from './principal';

/** Every role, user and group: `context.derive(identities)`. */
export interface Identities {
  readonly all: readonly Identity[];
  /** The role, user or group that the resource is. */
  of(resource: Resource): Identity | undefined;
  /** The one that a value names, as `aws_lambda_function.role` does: by reference, name or ARN. */
  named(kind: IdentityKind, value: Value | undefined, from: Resource, path: string): Identity | undefined;
  /** Who has the policies that the resource holds: a managed policy, an inline one. */
  holdersOf(resource: Resource): readonly Identity[];
}

interface Draft {
  readonly kind: IdentityKind;
  readonly name: string;
  readonly arn: string;
  readonly resource?: Resource;
  readonly policies: AttachedPolicy[];
  boundary?: AttachedPolicy;
  trust?: BoundPolicy;
  readonly groups: Draft[];
  readonly instanceProfiles: Resource[];
  readonly gaps: string[];
}

/** A resource that attaches managed policies: who gets them, and which. */
interface Attacher {
  readonly type: string;
  readonly kind: IdentityKind;
  readonly to: string;
  readonly policies: string;
}

const ATTACHERS: readonly Attacher[] = [
  { type: 'aws_iam_role', kind: 'role', to: '', policies: 'managed_policy_arns' },
  ...(['role', 'user', 'group'] as const).flatMap((kind): readonly Attacher[] => [
    { type: `aws_iam_${kind}_policy_attachment`, kind, to: kind, policies: 'policy_arn' },
    {
      type: `aws_iam_${kind}_policy_attachments_exclusive`,
      kind,
      to: `${kind}_name`,
      policies: 'policy_arns',
    },
    { type: 'aws_iam_policy_attachment', kind, to: `${kind}s`, policies: 'policy_arn' },
  ]),
];

const INLINE: readonly { readonly type: string; readonly kind: IdentityKind }[] = [
  { type: 'aws_iam_role_policy', kind: 'role' },
  { type: 'aws_iam_user_policy', kind: 'user' },
  { type: 'aws_iam_group_policy', kind: 'group' },
];

export function identities(context: RuleContext): Identities {
  return new Builder(context).build();
}

class Builder {
  private readonly index: IdentityIndex;
  private readonly drafts = new Map<string, Draft>();
  private readonly managed = new Map<string, Policy>();
  private dataNames: Map<string, Value | undefined> | undefined;
  /** Of each kind, why nobody knows whom an attachment concerns. */
  private readonly loose = new Map<IdentityKind, string>();

  private readonly graph: Graph;

  constructor(private readonly context: RuleContext) {
    this.graph = context.graph;
    this.index = new IdentityIndex(this.graph);
  }

  build(): Identities {
    for (const kind of ['role', 'user', 'group'] as const) {
      for (const resource of this.graph.byType(`aws_iam_${kind}`)) this.ofResource(kind, resource);
    }
    for (const { type, kind } of INLINE) {
      for (const holder of this.graph.byType(type)) {
        const attached = this.inline(holder, 'policy', holder);
        for (const draft of this.receivers(kind, holder.get(kind), holder, kind))
          draft.policies.push(attached);
      }
    }
    for (const attacher of ATTACHERS) this.attach(attacher);
    this.memberships();
    for (const profile of this.graph.byType('aws_iam_instance_profile')) {
      for (const path of ['role', 'roles']) {
        for (const draft of this.receivers('role', profile.get(path), profile, path))
          draft.instanceProfiles.push(profile);
      }
    }
    for (const [kind, why] of this.loose) {
      for (const draft of this.drafts.values()) if (draft.kind === kind) draft.gaps.push(why);
    }
    return this.finished();
  }

  private ofResource(kind: IdentityKind, resource: Resource): void {
    const draft = this.draft(kind, resource.key, {
      name: this.graph.attribute(resource, 'name'),
      arn: this.graph.arn(resource),
      resource,
    });
    if (kind === 'role') {
      const trust = policyIn(this.context, resource, 'assume_role_policy', 'trust');
      if (trust) draft.trust = trust;
      const blocks = resource.get('inline_policy');
      for (const index of isList(blocks) ? blocks.keys() : []) {
        const path = `inline_policy[${index}].policy`;
        if (resource.get(path) !== undefined) draft.policies.push(this.inline(resource, path, resource));
      }
      if (blocks !== undefined && !isList(blocks)) {
        draft.policies.push(this.inline(resource, 'inline_policy', resource));
      }
    }
    const limit = resource.get('permissions_boundary');
    if (limit !== undefined && limit !== '') {
      const [named] = this.index.find('policy', limit, resource, 'permissions_boundary');
      if (named) draft.boundary = this.managedBy(named, resource, 'boundary');
    }
  }

  private attach({ type, kind, to, policies }: Attacher): void {
    for (const attachment of this.graph.byType(type)) {
      const given = attachment.get(policies);
      if (given === undefined) continue;
      const own = to === '' ? this.drafts.get(attachment.key) : undefined;
      const drafts = own ? [own] : this.receivers(kind, attachment.get(to), attachment, to);
      if (drafts.length === 0) continue;
      for (const named of this.index.findAll('policy', given, attachment, policies)) {
        const attached = this.managedBy(named, attachment, 'identity');
        for (const draft of drafts) draft.policies.push(attached);
      }
    }
  }

  private memberships(): void {
    for (const membership of this.graph.byType('aws_iam_user_group_membership')) {
      const groups = this.receivers('group', membership.get('groups'), membership, 'groups');
      for (const user of this.receivers('user', membership.get('user'), membership, 'user'))
        join(user, groups);
    }
    for (const membership of this.graph.byType('aws_iam_group_membership')) {
      const groups = this.receivers('group', membership.get('group'), membership, 'group');
      for (const user of this.receivers('user', membership.get('users'), membership, 'users'))
        join(user, groups);
    }
  }

  /** Those whom a value names. One outside of the configuration is made known by its name. */
  private receivers(
    kind: IdentityKind,
    value: Value | undefined,
    from: Resource,
    path: string,
  ): readonly Draft[] {
    return this.index.findAll(kind, value, from, path).flatMap((named) => {
      if ('resource' in named) return this.drafts.get(named.resource.key) ?? [];
      if ('text' in named) return this.outside(kind, named.text);
      this.loose.set(
        kind,
        `it is not known to which ${kind} ${from.address} belongs (${named.unknown.reason})`,
      );
      return [];
    });
  }

  private outside(kind: IdentityKind, text: string): Draft {
    const name = text.slice(text.lastIndexOf('/') + 1);
    const key = `${kind} ${name}`;
    const known = this.drafts.get(key);
    if (known) return known;
    const arn = text.startsWith('arn:') ? text : `arn:aws:iam::000000000000:${kind}/${name}`;
    const draft = this.draft(kind, key, { name, arn });
    draft.gaps.push(`the ${kind} is not part of the configuration: it may have other policies`);
    return draft;
  }

  private draft(kind: IdentityKind, key: string, given: Pick<Draft, 'name' | 'arn' | 'resource'>): Draft {
    const draft: Draft = { kind, ...given, policies: [], groups: [], instanceProfiles: [], gaps: [] };
    this.drafts.set(key, draft);
    return draft;
  }

  private inline(holder: Resource, path: string, attachment: Resource): AttachedPolicy {
    const bound = policyIn(this.context, holder, path, 'identity');
    if (bound) return { policy: bound.policy, via: 'inline', bound, holder, attachment };
    const policy = this.unknownPolicy(`${holder.key}.${path}`, 'identity', 'no document is written there');
    return { policy, via: 'not-known', holder, attachment };
  }

  private managedBy(named: Named, attachment: Resource, kind: 'identity' | 'boundary'): AttachedPolicy {
    if ('resource' in named) {
      const holder = named.resource;
      const bound = policyIn(this.context, holder, 'policy', kind);
      const arn = this.graph.arn(holder);
      if (bound) return { policy: bound.policy, via: 'customer-managed', bound, holder, attachment, arn };
      const policy = this.unknownPolicy(`${holder.key}.policy`, kind, 'no document is written there');
      return { policy, via: 'not-known', holder, attachment, arn };
    }
    const base = { holder: attachment, attachment };
    if ('unknown' in named) {
      const policy = this.unknownPolicy(`${attachment.key}`, kind, named.unknown.reason);
      return { ...base, policy, via: 'not-known' };
    }
    const arn = this.namedByData(named.text, attachment) ?? named.text;
    const name = managedPolicyName(arn);
    const known = name === undefined ? undefined : managedPolicy(name);
    if (known) {
      const policy = this.once(arn, kind, () =>
        Policy.of(arn, kind, { Version: '2012-10-17', Statement: known.statements }),
      );
      const { approximated } = known;
      return {
        ...base,
        policy,
        via: 'aws-managed',
        arn,
        ...(approximated === undefined ? {} : { approximated }),
      };
    }
    const why =
      name === undefined
        ? `the policy ${arn} is not part of the configuration`
        : `what the policy ${name} of AWS allows is not in the table`;
    const via = name === undefined ? 'not-known' : 'aws-managed';
    return { ...base, policy: this.unknownPolicy(arn, kind, why), via, arn };
  }

  /** `data.aws_iam_policy` finds a policy by its name: of AWS, if the table has one of that name. */
  private namedByData(text: string, attachment: Resource): string | undefined {
    this.dataNames ??= new Map(
      this.graph.byType('data.aws_iam_policy').map((data) => [this.graph.arn(data), data.get('name')]),
    );
    const name = this.dataNames.get(text);
    return typeof name === 'string' ? managedArnOf(name, this.graph.place(attachment).partition) : undefined;
  }

  private unknownPolicy(name: string, kind: 'identity' | 'boundary', reason: string): Policy {
    return this.once(name, kind, () => Policy.of(name, kind, { unknown: reason }));
  }

  private once(name: string, kind: string, make: () => Policy): Policy {
    const key = `${kind} ${name}`;
    const known = this.managed.get(key) ?? make();
    this.managed.set(key, known);
    return known;
  }

  private finished(): Identities {
    const all: readonly Identity[] = [...this.drafts.values()];
    const { index, drafts } = this;
    const holders = new Map<Resource, Set<Identity>>();
    for (const identity of all) {
      for (const { holder } of identity.policies) {
        const known = holders.get(holder) ?? new Set();
        holders.set(holder, known.add(identity));
      }
    }
    return {
      all,
      of: (resource) => drafts.get(resource.key),
      named: (kind, value, from, path) => {
        if (value === undefined) return undefined;
        const [named, second] = index.find(kind, value, from, path);
        if (!named || second || 'unknown' in named) return undefined;
        if ('resource' in named) return drafts.get(named.resource.key);
        return drafts.get(`${kind} ${named.text.slice(named.text.lastIndexOf('/') + 1)}`);
      },
      holdersOf: (resource) => [...(holders.get(resource) ?? [])],
    };
  }
}

function join(user: Draft, groups: readonly Draft[]): void {
  for (const group of groups) if (!user.groups.includes(group)) user.groups.push(group);
}
