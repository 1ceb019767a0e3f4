import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';
import { IpSet } from './ip-set';
import { prefixLists } from './prefix-lists';
import type { RuleGap, SecurityGroup, SecurityGroupRule } from './security-group';
import { inlineRules, type Stated, separateRules } from './security-group-rules';
import { ALL_PORTS } from './traffic';
import { VPC_TYPES } from './vpcs';

const SEPARATE = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
] as const;

/** All security groups of the input, with the rules that AWS will have for them, whatever resources state those. */
export class SecurityGroups {
  private readonly byId: ReadonlyMap<Id, SecurityGroup>;
  private readonly byKey: ReadonlyMap<string, SecurityGroup>;

  constructor(
    readonly all: readonly SecurityGroup[],
    names: ReadonlyMap<Id, SecurityGroup>,
    private readonly statements: ReadonlyMap<string, Stated & { readonly group?: SecurityGroup }>,
    /** Rules of which nobody knows whose they are: they may belong to any group. */
    readonly unattached: readonly SecurityGroupRule[],
  ) {
    this.byId = names;
    this.byKey = new Map(all.flatMap((group) => (group.resource ? [[group.resource.key, group]] : [])));
  }

  /** The group by any of its names; for one outside the input a group of which nothing is known. */
  get(id: Id): SecurityGroup {
    return (
      this.byId.get(id) ?? {
        id,
        isDefault: false,
        rules: [],
        unknowns: [{ reason: new Unknown(`the security group ${id.slice(0, 80)} is not in the input`) }],
      }
    );
  }

  has(id: Id): boolean {
    return this.byId.has(id);
  }

  /** The group that an `aws_security_group` or `aws_default_security_group` is; a VPC's default group. */
  of(resource: Resource): SecurityGroup | undefined {
    return this.byKey.get(resource.key);
  }

  /** What one resource says, inline or as a rule, and the group that it says it of, if that is in the input. */
  statedBy(resource: Resource): Stated & { readonly group?: SecurityGroup } {
    return this.statements.get(resource.key) ?? { rules: [], gaps: [] };
  }
}

interface Draft {
  readonly id: Id;
  readonly names: readonly Id[];
  readonly resource?: Resource;
  readonly vpc?: Id | Unknown;
  readonly isDefault: boolean;
  readonly rules: SecurityGroupRule[];
  readonly unknowns: RuleGap[];
}

/** Reads every security group. Use it as `context.derive(securityGroups)`. */
export function securityGroups(context: RuleContext): SecurityGroups {
  const { graph } = context;
  const options = { graph, lists: context.derive(prefixLists) };
  const drafts: Draft[] = [];
  const names = new Map<Id, Draft>();
  const stated = new Map<string, Stated & { readonly owner?: Draft }>();
  const add = (draft: Draft) => {
    drafts.push(draft);
    for (const name of draft.names) if (!names.has(name)) names.set(name, draft);
  };

  for (const resource of graph.byType('aws_security_group', 'aws_default_security_group')) {
    const draft = declared(context, resource);
    const inline = inlineRules(resource, draft.id, options);
    draft.rules.push(...inline.rules);
    draft.unknowns.push(...inline.gaps);
    add(draft);
    stated.set(resource.key, { ...inline, owner: draft });
  }
  for (const vpc of graph.byType(...VPC_TYPES)) {
    const id = graph.attribute(vpc, 'default_security_group_id');
    if (!names.has(id)) add(awsDefault(id, vpc, ownId(graph, vpc)));
  }

  const unattached: SecurityGroupRule[] = [];
  for (const resource of graph.byType(...SEPARATE)) {
    const id = idAt(graph, resource, 'security_group_id');
    if (typeof id !== 'string') {
      const said = separateRules(resource, '', options);
      stated.set(resource.key, said);
      unattached.push(...said.rules);
      continue;
    }
    if (!names.has(id)) add(external(id));
    const owner = names.get(id);
    const said = separateRules(resource, owner?.id ?? id, options);
    stated.set(resource.key, owner ? { ...said, owner } : said);
    owner?.rules.push(...said.rules);
    owner?.unknowns.push(...said.gaps);
  }

  const groups = new Map(drafts.map((draft) => [draft, finished(draft)]));
  return new SecurityGroups(
    [...groups.values()],
    new Map([...names].map(([name, draft]) => [name, groups.get(draft) ?? finished(draft)])),
    new Map(
      [...stated].map(([key, { owner, rules, gaps }]) => {
        const group = owner && groups.get(owner);
        return [key, { rules, gaps, ...(group ? { group } : {}) }];
      }),
    ),
    unattached,
  );
}

function finished({ names: _, ...draft }: Draft): SecurityGroup {
  return draft;
}

function declared(context: RuleContext, resource: Resource): Draft {
  const { graph } = context;
  const id = ownId(graph, resource);
  const vpc = idAt(graph, resource, 'vpc_id');
  const isDefault = resource.type === 'aws_default_security_group';
  // Others may name the default group by an attribute of its VPC.
  const owner = isDefault && resource.get('vpc_id') !== undefined ? vpcOf(context, vpc) : undefined;
  const alias = owner ? [graph.attribute(owner, 'default_security_group_id')] : [];
  return {
    id,
    names: [id, ...alias],
    resource,
    ...(vpc === undefined ? {} : { vpc }),
    isDefault,
    rules: [],
    unknowns: [],
  };
}

function vpcOf(context: RuleContext, id: Id | Unknown | undefined): Resource | undefined {
  return typeof id === 'string' ? context.derive(vpcResources).get(id) : undefined;
}

function vpcResources({ graph }: RuleContext): ReadonlyMap<Id, Resource> {
  return new Map(graph.byType(...VPC_TYPES).map((vpc) => [ownId(graph, vpc), vpc]));
}

/**
 * The default group as AWS makes it: everything from the group itself, everything to everywhere. (The provider takes the
 * rules away only of the groups that it manages.) Source: VPC user guide, "Default security groups".
 */
function awsDefault(id: Id, vpc: Resource, vpcId: Id): Draft {
  const base = {
    protocol: 'all',
    ports: ALL_PORTS,
    description: undefined,
    resource: vpc,
    path: '',
    statement: '',
    implicit: true,
  } as const;
  return {
    id,
    names: [id],
    resource: vpc,
    vpc: vpcId,
    isDefault: true,
    rules: [
      { ...base, direction: 'ingress', peer: { kind: 'group', id, self: true } },
      {
        ...base,
        direction: 'egress',
        peer: { kind: 'range', cidr: '0.0.0.0/0', addresses: IpSet.ALL_V4 },
      },
      { ...base, direction: 'egress', peer: { kind: 'range', cidr: '::/0', addresses: IpSet.ALL_V6 } },
    ],
    unknowns: [],
  };
}

function external(id: Id): Draft {
  const reason = new Unknown(`the security group ${id.slice(0, 80)} is not in the input, only rules of it`);
  return { id, names: [id], isDefault: false, rules: [], unknowns: [{ reason }] };
}
