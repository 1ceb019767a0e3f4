import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { isList, toBoolean, toNumber, toText, Unknown, type ValueObject } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, idsAt, ownId } from './ids';
import { IpSet, parseCidr } from './ip-set';
import type { AclRule, NetworkAcl } from './network-acl';
import type { Direction } from './security-group';
import { ALL_PORTS, portsOf, protocolOf } from './traffic';
import { type Vpc, vpcs } from './vpcs';
import { writtenBlocks, writtenValues } from './written';

/** All network ACLs, and which subnet has which. */
export class NetworkAcls {
  constructor(
    readonly all: readonly NetworkAcl[],
    private readonly names: ReadonlyMap<Id, NetworkAcl>,
    private readonly bySubnet: ReadonlyMap<Id, Id | Unknown>,
    private readonly defaults: ReadonlyMap<Id, Id>,
    /** Associations of which nobody knows whose they are. */
    readonly loose: Unknown | undefined,
    private readonly statements: ReadonlyMap<string, readonly AclRule[]>,
    private readonly owners: ReadonlyMap<string, NetworkAcl>,
  ) {}

  get(id: Id): NetworkAcl | undefined {
    return this.names.get(id);
  }

  /** What one resource says: an ACL's inline rules, or one separate rule. */
  statedBy(resource: Resource): readonly AclRule[] {
    return this.statements.get(resource.key) ?? [];
  }

  /** The ACL that the resource is, or states a rule of. */
  owner(resource: Resource): NetworkAcl | undefined {
    return this.owners.get(resource.key);
  }

  /** The ACL that judges the subnet's traffic: its own, otherwise the default one of its VPC. */
  ofSubnet(subnet: Id, vpc: Id | Unknown | undefined): NetworkAcl | Unknown {
    const own = this.bySubnet.get(subnet);
    if (own instanceof Unknown) return own;
    if (own !== undefined) return this.names.get(own) ?? missing(own);
    if (this.loose) return this.loose;
    if (typeof vpc !== 'string') return vpc ?? new Unknown('the VPC of the subnet is not known');
    const id = this.defaults.get(vpc);
    const acl = id === undefined ? undefined : this.names.get(id);
    return acl ?? new Unknown('the default network ACL of the VPC is not in the input');
  }

  /** The subnets that name the ACL, by resource or association. */
  subnetsOf(acl: NetworkAcl): readonly Id[] {
    return [...this.bySubnet].flatMap(([subnet, id]) =>
      typeof id === 'string' && this.names.get(id) === acl ? [subnet] : [],
    );
  }
}

function missing(id: Id): Unknown {
  return new Unknown(`the network ACL ${id.slice(0, 80)} is not in the input`);
}

interface Draft extends NetworkAcl {
  readonly rules: AclRule[];
  readonly unknowns: { direction?: Direction; reason: Unknown }[];
}

/** Reads every network ACL. Use it as `context.derive(networkAcls)`. */
export function networkAcls(context: RuleContext): NetworkAcls {
  const { graph } = context;
  const drafts: Draft[] = [];
  const names = new Map<Id, Draft>();
  const statements = new Map<string, readonly AclRule[]>();
  const owners = new Map<string, NetworkAcl>();
  const byDefaultId = new Map<Id, Vpc>();
  for (const vpc of context.derive(vpcs).values()) byDefaultId.set(vpc.defaultAcl, vpc);

  for (const resource of graph.byType('aws_network_acl', 'aws_default_network_acl')) {
    const draft = declared(graph, resource, byDefaultId);
    drafts.push(draft);
    statements.set(resource.key, [...draft.rules]);
    owners.set(resource.key, draft);
    names.set(draft.id, draft);
    const alias = idAt(graph, resource, 'default_network_acl_id');
    if (typeof alias === 'string') names.set(alias, draft);
  }
  for (const vpc of context.derive(vpcs).values()) {
    if (names.has(vpc.defaultAcl)) continue;
    const draft = awsDefault(vpc);
    drafts.push(draft);
    names.set(draft.id, draft);
  }
  for (const resource of graph.byType('aws_network_acl_rule')) {
    const rule = separateRule(resource);
    statements.set(resource.key, [rule]);
    const id = idAt(graph, resource, 'network_acl_id');
    if (typeof id !== 'string') continue;
    let draft = names.get(id);
    if (!draft) {
      draft = { id, isDefault: false, rules: [], unknowns: [{ reason: missing(id) }] };
      drafts.push(draft);
      names.set(id, draft);
    }
    draft.rules.push(rule);
    owners.set(resource.key, draft);
  }
  const { bySubnet, loose } = associations(graph);
  const defaults = new Map([...context.derive(vpcs).values()].map((vpc) => [vpc.id, vpc.defaultAcl]));
  return new NetworkAcls(drafts, names, bySubnet, defaults, loose, statements, owners);
}

function declared(graph: Graph, resource: Resource, byDefaultId: ReadonlyMap<Id, Vpc>): Draft {
  const rules: AclRule[] = [];
  const unknowns: { direction: Direction; reason: Unknown }[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    writtenBlocks(resource, direction).forEach((block, index) => {
      if (block instanceof Unknown) unknowns.push({ direction, reason: block });
      else rules.push(readRule(block, direction, resource, `${direction}[${index}]`));
    });
  }
  const alias = idAt(graph, resource, 'default_network_acl_id');
  const vpc = typeof alias === 'string' ? byDefaultId.get(alias)?.id : undefined;
  const named = vpc ?? idAt(graph, resource, 'vpc_id');
  return {
    id: ownId(graph, resource),
    resource,
    ...(named === undefined ? {} : { vpc: named }),
    isDefault: resource.type === 'aws_default_network_acl',
    rules,
    unknowns,
  };
}

/** AWS's own default ACL lets everything through, both ways and both families. Source: VPC user guide, "Network ACLs". */
function awsDefault(vpc: Vpc): Draft {
  const rules = (['ingress', 'egress'] as const).flatMap((direction) =>
    [
      { number: 100, cidr: '0.0.0.0/0', addresses: IpSet.ALL_V4 },
      { number: 101, cidr: '::/0', addresses: IpSet.ALL_V6 },
    ].map(
      (one): AclRule => ({
        ...one,
        direction,
        action: 'allow',
        protocol: 'all',
        ports: ALL_PORTS,
        resource: vpc.resource,
        path: '',
      }),
    ),
  );
  return { id: vpc.defaultAcl, resource: vpc.resource, vpc: vpc.id, isDefault: true, rules, unknowns: [] };
}

function separateRule(resource: Resource): AclRule {
  const egress = toBoolean(resource.get('egress')) === true;
  return readRule(writtenValues(resource), egress ? 'egress' : 'ingress', resource, '');
}

function readRule(values: ValueObject, direction: Direction, resource: Resource, path: string): AclRule {
  // Without a protocol (which must be given) the ports, if there are any, are meant to be those of TCP.
  const assumed = values['from_port'] === undefined || values['from_port'] === null ? 'all' : 'tcp';
  const protocol = protocolOf(values['protocol'] ?? assumed);
  const action = toText(values['action'] ?? values['rule_action']);
  const lower = typeof action === 'string' ? action.toLowerCase() : action;
  const number = toNumber(values['rule_no'] ?? values['rule_number']);
  const written = [values['cidr_block'], values['ipv6_cidr_block']].find(
    (value) => value !== undefined && value !== null && value !== '',
  );
  const cidr =
    toText(isList(written) && written.length === 1 ? written[0] : written) ??
    new Unknown('no range is given');
  const range = typeof cidr === 'string' ? parseCidr(cidr) : undefined;
  return {
    direction,
    number: number ?? new Unknown('no number is given'),
    action:
      lower === 'allow' || lower === 'deny'
        ? lower
        : lower instanceof Unknown
          ? lower
          : new Unknown('the action is neither allow nor deny'),
    protocol,
    ports: portsOf(protocol, values['from_port'], values['to_port']),
    cidr,
    addresses: range
      ? IpSet.of([range])
      : cidr instanceof Unknown
        ? cidr
        : new Unknown(`${cidr.slice(0, 60)} is not a range of addresses`),
    resource,
    path,
    ...(resource.multiplicity ? { uncertain: resource.multiplicity } : {}),
  };
}

function associations(graph: Graph): {
  readonly bySubnet: ReadonlyMap<Id, Id | Unknown>;
  readonly loose: Unknown | undefined;
} {
  const bySubnet = new Map<Id, Id | Unknown>();
  let loose: Unknown | undefined;
  for (const resource of graph.byType('aws_network_acl', 'aws_default_network_acl')) {
    const { ids, possible, unknown } = idsAt(graph, resource, 'subnet_ids');
    for (const subnet of ids) bySubnet.set(subnet, ownId(graph, resource));
    for (const subnet of possible) {
      if (!bySubnet.has(subnet)) bySubnet.set(subnet, unknown ?? new Unknown('its network ACL is not sure'));
    }
    if (unknown && ids.length + possible.length === 0) loose ??= unknown;
  }
  for (const resource of graph.byType('aws_network_acl_association')) {
    const subnet = idAt(graph, resource, 'subnet_id');
    const acl = idAt(graph, resource, 'network_acl_id');
    if (subnet instanceof Unknown) loose ??= subnet;
    else if (subnet !== undefined) bySubnet.set(subnet, acl ?? new Unknown('no network ACL is named'));
  }
  return { bySubnet, loose };
}
