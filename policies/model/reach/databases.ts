import type { Resource } from '../../graph/resource';
import { toBoolean, toNumber, Unknown } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { type Id, type IdSet, idAt, idsAt, NO_IDS } from '../network/ids';
import type { SecurityGroup } from '../network/security-group';
import { securityGroups } from '../network/security-groups';
import { type Subnet, subnets } from '../network/subnets';
import { vpcs } from '../network/vpcs';

/** Something in a VPC that answers at a port: a database, a proxy before one, a cache. */
export interface Database {
  readonly resource: Resource;
  readonly name: string;
  readonly port: number | Unknown;
  readonly groups: readonly SecurityGroup[];
  readonly groupIds: readonly Id[];
  /** Why there may be other groups. */
  readonly groupGap?: Unknown;
  readonly subnets: readonly Subnet[];
  /** Why its subnets are not known. */
  readonly unknown?: Unknown;
  readonly isPublic: boolean | Unknown;
}

interface Kind {
  readonly type: string;
  readonly groups: string;
  /** Of its own subnets, or the attribute that names the group that has them. */
  readonly subnets: { readonly own: string } | { readonly group: string; readonly type: string };
  readonly port: number;
  /** What else the port may be, by the engine. */
  readonly ports?: Readonly<Record<string, number>>;
}

/** Sources of the ports: the user guides of each service, "default port". */
const ENGINE_PORTS: Readonly<Record<string, number>> = {
  'aurora-mysql': 3306,
  'aurora-postgresql': 5432,
  db2: 50_000,
  mariadb: 3306,
  mysql: 3306,
  oracle: 1521,
  postgres: 5432,
  postgresql: 5432,
  sqlserver: 1433,
};

const KINDS: readonly Kind[] = [
  {
    type: 'aws_rds_cluster',
    groups: 'vpc_security_group_ids',
    subnets: { group: 'db_subnet_group_name', type: 'aws_db_subnet_group' },
    port: 3306,
    ports: ENGINE_PORTS,
  },
  {
    type: 'aws_db_instance',
    groups: 'vpc_security_group_ids',
    subnets: { group: 'db_subnet_group_name', type: 'aws_db_subnet_group' },
    port: 3306,
    ports: ENGINE_PORTS,
  },
  {
    type: 'aws_db_proxy',
    groups: 'vpc_security_group_ids',
    subnets: { own: 'vpc_subnet_ids' },
    port: 3306,
    ports: ENGINE_PORTS,
  },
  {
    type: 'aws_docdb_cluster',
    groups: 'vpc_security_group_ids',
    subnets: { group: 'db_subnet_group_name', type: 'aws_docdb_subnet_group' },
    port: 27_017,
  },
  {
    type: 'aws_neptune_cluster',
    groups: 'vpc_security_group_ids',
    subnets: { group: 'neptune_subnet_group_name', type: 'aws_neptune_subnet_group' },
    port: 8182,
  },
  {
    type: 'aws_redshift_cluster',
    groups: 'vpc_security_group_ids',
    subnets: { group: 'cluster_subnet_group_name', type: 'aws_redshift_subnet_group' },
    port: 5439,
  },
  {
    type: 'aws_elasticache_replication_group',
    groups: 'security_group_ids',
    subnets: { group: 'subnet_group_name', type: 'aws_elasticache_subnet_group' },
    port: 6379,
  },
  {
    type: 'aws_elasticache_cluster',
    groups: 'security_group_ids',
    subnets: { group: 'subnet_group_name', type: 'aws_elasticache_subnet_group' },
    port: 6379,
    ports: { memcached: 11_211, redis: 6379, valkey: 6379 },
  },
];

/** Attributes by which the environment of a function names a database's address. */
export const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set([
  'address',
  'cache_nodes',
  'cluster_address',
  'configuration_endpoint',
  'configuration_endpoint_address',
  'dns_name',
  'endpoint',
  'hosted_zone_id',
  'primary_endpoint_address',
  'reader_endpoint',
  'reader_endpoint_address',
]);

/** The databases of the input. Use it as `context.derive(databases)`. */
export function databases(context: RuleContext): readonly Database[] {
  const groups = subnetGroups(context);
  return KINDS.flatMap((kind) =>
    context.graph.byType(kind.type).flatMap((resource) => {
      // The members of a cluster are where the cluster is, and of a replication group likewise.
      if (resource.get('replication_group_id') !== undefined && kind.type === 'aws_elasticache_cluster')
        return [];
      return [read(context, kind, resource, groups)];
    }),
  );
}

type SubnetGroups = ReadonlyMap<string, IdSet>;

function subnetGroups({ graph }: RuleContext): SubnetGroups {
  const types = new Set(KINDS.flatMap(({ subnets: where }) => ('type' in where ? [where.type] : [])));
  const found = new Map<string, IdSet>();
  for (const type of types) {
    for (const group of graph.byType(type)) {
      const ids = idsAt(graph, group, 'subnet_ids');
      for (const name of ['name', 'id']) found.set(`${type} ${graph.attribute(group, name)}`, ids);
    }
  }
  return found;
}

function read(context: RuleContext, kind: Kind, resource: Resource, groups: SubnetGroups): Database {
  const { graph } = context;
  const places = placesOf(context, kind, resource, groups);
  const known = context.derive(subnets);
  const found = places.ids.flatMap((id) => known.get(id) ?? []);
  const gap =
    places.unknown ??
    (places.ids.length === 0 || found.length < places.ids.length
      ? new Unknown('its subnets are not in the input')
      : undefined);
  const named = withDefault(context, idsAt(graph, resource, kind.groups), found);
  const model = context.derive(securityGroups);
  const groupGap =
    named.unknown ??
    (named.possible.length > 0 ? new Unknown('it is not sure which groups it has') : undefined);
  return {
    resource,
    name: resource.address,
    port: portOf(kind, resource),
    groups: named.ids.map((id) => model.get(id)),
    groupIds: named.ids,
    ...(groupGap ? { groupGap } : {}),
    subnets: found,
    ...(gap ? { unknown: gap } : {}),
    isPublic: toBoolean(written(resource, 'publicly_accessible')) ?? false,
  };
}

/** Without groups AWS takes the default group of the VPC. */
function withDefault(context: RuleContext, named: IdSet, found: readonly Subnet[]): IdSet {
  if (named.ids.length + named.possible.length > 0 || named.unknown) return named;
  const vpc = found[0]?.vpc;
  const known = typeof vpc === 'string' ? context.derive(vpcs).get(vpc) : undefined;
  return known
    ? { ids: [known.defaultGroup], possible: [] }
    : { ...NO_IDS, unknown: new Unknown('its security groups are not in the input') };
}

function placesOf(context: RuleContext, kind: Kind, resource: Resource, groups: SubnetGroups): IdSet {
  const { graph } = context;
  if ('own' in kind.subnets) return idsAt(graph, resource, kind.subnets.own);
  const name = idAt(graph, resource, kind.subnets.group);
  if (typeof name !== 'string')
    return { ...NO_IDS, unknown: name ?? new Unknown('no subnet group is given') };
  return (
    groups.get(`${kind.subnets.type} ${name}`) ?? {
      ...NO_IDS,
      unknown: new Unknown('its subnet group is not in the input'),
    }
  );
}

function portOf({ port, ports }: Kind, resource: Resource): number | Unknown {
  const given = toNumber(written(resource, 'port'));
  if (given !== undefined) return given;
  if (!ports) return port;
  const engine = written(resource, 'engine') ?? written(resource, 'engine_family');
  if (engine instanceof Unknown) return engine;
  const name = typeof engine === 'string' ? engine.toLowerCase() : '';
  // `oracle-ee`, `sqlserver-ex`: the edition stands behind the dash. Aurora's older name is that of MySQL.
  return ports[name] ?? ports[name.split('-')[0] ?? ''] ?? port;
}
