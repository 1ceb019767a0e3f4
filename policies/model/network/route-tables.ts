import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { vpcEndpoints } from './endpoints';
import { type Id, idAt, ownId } from './ids';
import { IpSet } from './ip-set';
import { prefixLists } from './prefix-lists';
import type { Route, RouteTable } from './route';
import { readRoute } from './route-reader';
import { type Vpc, vpcs } from './vpcs';
import { writtenBlocks, writtenValues } from './written';

/** All route tables, and which subnet uses which. */
export class RouteTables {
  constructor(
    readonly all: readonly RouteTable[],
    private readonly names: ReadonlyMap<Id, RouteTable>,
    private readonly bySubnet: ReadonlyMap<Id, Id | Unknown>,
    private readonly mains: ReadonlyMap<Id, Id>,
    /** Associations of which nobody knows whose they are. */
    private readonly loose: Unknown | undefined,
    /** Routes of which nobody knows to what table they belong. */
    readonly unattached: readonly Route[],
  ) {}

  /** By any of its names. */
  get(id: Id): RouteTable | undefined {
    return this.names.get(id);
  }

  /** The table that decides for a subnet: its own, otherwise the main one of its VPC. */
  ofSubnet(subnet: Id, vpc: Id | Unknown | undefined): RouteTable | Unknown {
    const own = this.bySubnet.get(subnet);
    if (own instanceof Unknown) return own;
    if (own !== undefined) return this.names.get(own) ?? missing(own);
    if (this.loose) return this.loose;
    if (typeof vpc !== 'string') return vpc ?? new Unknown('the VPC of the subnet is not known');
    return this.main(vpc) ?? new Unknown('the main route table of the VPC is not in the input');
  }

  main(vpc: Id): RouteTable | undefined {
    const id = this.mains.get(vpc);
    return id === undefined ? undefined : this.names.get(id);
  }
}

function missing(id: Id): Unknown {
  return new Unknown(`the route table ${id.slice(0, 80)} is not in the input`);
}

interface Draft extends RouteTable {
  readonly routes: Route[];
  readonly unknowns: Unknown[];
}

/** Reads every route table. Use it as `context.derive(routeTables)`. */
export function routeTables(context: RuleContext): RouteTables {
  const names = new Map<Id, Draft>();
  const drafts = declared(context, names);
  const unattached = addRoutes(context, names, drafts);
  addEndpoints(context, names);
  const { bySubnet, loose } = associations(context);
  return new RouteTables(drafts, names, bySubnet, mainTables(context), loose, unattached);
}

function declared(context: RuleContext, names: Map<Id, Draft>): Draft[] {
  const { graph } = context;
  const drafts: Draft[] = [];
  const add = (draft: Draft, ...ids: readonly Id[]) => {
    drafts.push(draft);
    for (const id of ids) if (!names.has(id)) names.set(id, draft);
  };
  const defaults = new Map<Id, Vpc>();
  for (const vpc of context.derive(vpcs).values()) defaults.set(vpc.defaultRouteTable, vpc);
  for (const resource of graph.byType('aws_route_table', 'aws_default_route_table')) {
    const alias = idAt(graph, resource, 'default_route_table_id');
    const owner = typeof alias === 'string' ? defaults.get(alias) : undefined;
    const vpc = owner?.id ?? idAt(graph, resource, 'vpc_id');
    const draft = tableOf(context, resource, vpc);
    const aliases = typeof alias === 'string' ? [alias] : [];
    add(draft, draft.id, ...aliases);
  }
  // The table that comes with the VPC. That of the default VPC leads to its internet gateway.
  for (const vpc of context.derive(vpcs).values()) {
    if (names.has(vpc.defaultRouteTable)) continue;
    const routes: Route[] = vpc.isDefault ? [defaultVpcRoute(vpc)] : [];
    add(
      { id: vpc.defaultRouteTable, resource: vpc.resource, vpc: vpc.id, routes, unknowns: [] },
      vpc.defaultRouteTable,
    );
  }
  // `main_route_table_id` is computed once, when the VPC is made: the table that came with it.
  for (const vpc of context.derive(vpcs).values()) {
    const table = names.get(vpc.defaultRouteTable);
    if (table && !names.has(vpc.mainRouteTable)) names.set(vpc.mainRouteTable, table);
  }
  return drafts;
}

function defaultVpcRoute(vpc: Vpc): Route {
  return {
    destination: '0.0.0.0/0',
    addresses: IpSet.ALL_V4,
    target: { kind: 'internet-gateway', id: `${vpc.id} internet gateway` },
    resource: vpc.resource,
    path: '',
  };
}

function tableOf(context: RuleContext, resource: Resource, vpc: Id | Unknown | undefined): Draft {
  const { graph } = context;
  const lists = context.derive(prefixLists);
  const routes: Route[] = [];
  const unknowns: Unknown[] = [];
  writtenBlocks(resource, 'route').forEach((block, index) => {
    if (block instanceof Unknown) unknowns.push(block);
    else routes.push(readRoute(graph, lists, block, resource, `route[${index}]`));
  });
  return {
    id: ownId(graph, resource),
    resource,
    ...(vpc === undefined ? {} : { vpc }),
    routes,
    unknowns,
  };
}

/** The routes of `aws_route`. A table of which only routes are here gets an entry: the rest of it is unknown. */
function addRoutes(context: RuleContext, names: Map<Id, Draft>, drafts: Draft[]): readonly Route[] {
  const { graph } = context;
  const lists = context.derive(prefixLists);
  const unattached: Route[] = [];
  for (const resource of graph.byType('aws_route')) {
    const route = readRoute(graph, lists, writtenValues(resource), resource, '');
    const id = idAt(graph, resource, 'route_table_id');
    if (typeof id !== 'string') {
      unattached.push(route);
      continue;
    }
    let table = names.get(id);
    if (!table) {
      table = { id, routes: [], unknowns: [missing(id)] };
      names.set(id, table);
      drafts.push(table);
    }
    table.routes.push(route);
  }
  return unattached;
}

/** A gateway endpoint puts a route to its service's prefix list into each of its tables. */
function addEndpoints(context: RuleContext, names: ReadonlyMap<Id, Draft>): void {
  for (const endpoint of context.derive(vpcEndpoints).values()) {
    if (endpoint.type !== 'Gateway') continue;
    for (const id of endpoint.routeTables.ids) {
      names.get(id)?.routes.push({
        destination: context.graph.attribute(endpoint.resource, 'prefix_list_id'),
        target: { kind: 'gateway-endpoint', id: endpoint.id },
        resource: endpoint.resource,
        path: 'route_table_ids',
      });
    }
  }
}

function associations({ graph }: RuleContext): {
  readonly bySubnet: ReadonlyMap<Id, Id | Unknown>;
  readonly loose: Unknown | undefined;
} {
  const bySubnet = new Map<Id, Id | Unknown>();
  let loose: Unknown | undefined;
  for (const resource of graph.byType('aws_route_table_association')) {
    const subnet = idAt(graph, resource, 'subnet_id');
    const table = idAt(graph, resource, 'route_table_id');
    if (subnet instanceof Unknown) loose ??= subnet;
    else if (subnet !== undefined) bySubnet.set(subnet, table ?? new Unknown('no route table is named'));
  }
  return { bySubnet, loose };
}

function mainTables(context: RuleContext): ReadonlyMap<Id, Id> {
  const { graph } = context;
  const mains = new Map<Id, Id>();
  for (const vpc of context.derive(vpcs).values()) mains.set(vpc.id, vpc.defaultRouteTable);
  for (const resource of graph.byType('aws_main_route_table_association')) {
    const vpc = idAt(graph, resource, 'vpc_id');
    const table = idAt(graph, resource, 'route_table_id');
    if (typeof vpc === 'string' && typeof table === 'string') mains.set(vpc, table);
  }
  return mains;
}

/** The routes that one resource states: `context.derive(routesOf)(resource)`. */
export function routesOf(context: RuleContext): (resource: Resource) => readonly Route[] {
  const { all, unattached } = context.derive(routeTables);
  const found = groupBy(
    [...all.flatMap(({ routes }) => routes), ...unattached],
    (route) => route.resource.key,
  );
  return (resource) => found.get(resource.key) ?? [];
}
