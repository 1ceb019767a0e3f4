import { addTo } from '../../graph/lists';
import { toBoolean, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type VpcEndpoint, vpcEndpoints } from '../network/endpoints';
import type { Id } from '../network/ids';
import type { IpSet } from '../network/ip-set';
import { securityGroups } from '../network/security-groups';
import { type Subnet, subnets } from '../network/subnets';
import { vpcs } from '../network/vpcs';
import type { AclSteps } from './acl-steps';
import { tableName } from './default-route';
import type { DnsSteps } from './dns-steps';
import { fromAll, worstOf } from './from-all';
import { egressStep, ingressStep } from './group-steps';
import type { Placement } from './placement';
import { rangesOf } from './placement';
import { PUBLIC_V4 } from './ranges';
import { listsOf } from './service-lists';
import { GATEWAY_SERVICES, hostOf, isGlobal } from './service-names';
import { blocked, open, type Step, uncertain, type Way, way } from './step';

/** The way to an AWS service, with the endpoint that it leads through. */
export interface ServiceWay extends Way {
  /** Whose policy has a say. Nothing on the way to the public address. */
  readonly endpoint?: VpcEndpoint;
}

/** Ways to AWS services: by an endpoint of the VPC where one answers for the service's name, else over the internet. */
export class EndpointPaths {
  private readonly addresses = new Map<Id, IpSet | undefined>();

  constructor(
    private readonly context: RuleContext,
    private readonly acls: AclSteps,
    private readonly dns: DnsSteps,
    private readonly toPublic: (
      placement: Placement,
      host: string | Unknown,
      prefixLists: readonly Id[],
    ) => Way,
  ) {}

  of(placement: Placement, service: string): ServiceWay {
    const { vpc = '' } = placement;
    const host = this.host(placement, service);
    const all = this.context.derive(endpointsByService).get(service) ?? [];
    const own = all.filter((one) => one.vpc === vpc);
    const named = own.find(
      (one) => one.type === 'Interface' && one.privateDns === true && !isForResolversOnly(one),
    );
    if (named) return { ...this.byInterface(placement, named, host), endpoint: named };
    const doubtful =
      own.find(
        (one) =>
          one.type instanceof Unknown || (one.type === 'Interface' && one.privateDns instanceof Unknown),
      ) ?? all.find((one) => typeof one.vpc !== 'string');
    if (doubtful) {
      const why = [doubtful.type, doubtful.privateDns, doubtful.vpc].find(
        (value) => value instanceof Unknown,
      );
      const reason = why instanceof Unknown ? why : new Unknown('it is not known in which VPC it is');
      return way([
        uncertain(
          'endpoint',
          `whether ${doubtful.resource.address} answers for ${service}`,
          reason,
          doubtful.resource,
        ),
      ]);
    }
    const gateway = own.find((one) => one.type === 'Gateway');
    if (gateway) return { ...this.byGateway(placement, gateway, service, host), endpoint: gateway };
    return this.withoutEndpoint(
      placement,
      service,
      host,
      own.find((one) => one.type === 'Interface'),
    );
  }

  private host({ example }: Placement, service: string): string | Unknown {
    const { region, partition } = this.context.graph.place(example);
    return region === 'xx-unknown-0' && !isGlobal(service)
      ? new Unknown('the region is not known')
      : hostOf(service, region, partition);
  }

  private byInterface(placement: Placement, endpoint: VpcEndpoint, host: string | Unknown): Way {
    const { resource, groups } = endpoint;
    const { address } = resource;
    const addresses = this.addressesOf(endpoint);
    const model = this.context.derive(securityGroups);
    const ids = [...groups.ids];
    const gap =
      groups.unknown ??
      (groups.possible.length > 0 ? new Unknown('it is not sure which groups it has') : undefined);
    const name = this.dns.resolve(placement.vpc ?? '', host, true);
    const out = egressStep(
      this.context,
      placement,
      { name: groupsName(ids, model, address), groups: ids, ...(addresses ? { addresses } : {}) },
      443,
    );
    const into = ingressStep(
      placement,
      ids.map((id) => model.get(id)),
      gap,
      address,
      443,
    );
    const known = this.context.derive(subnets);
    const places = endpoint.subnets.ids.flatMap((id) => known.get(id) ?? []);
    const isWhole =
      places.length === endpoint.subnets.ids.length &&
      places.length > 0 &&
      !endpoint.subnets.unknown &&
      endpoint.subnets.possible.length === 0;
    const through = open(
      'endpoint',
      `${address} answers for ${host instanceof Unknown ? 'the service' : host} in the VPC`,
      resource,
    );
    return fromAll(placement, (subnet) =>
      way([name, out, ...this.crossing(subnet, places, isWhole, endpoint), into, through]),
    );
  }

  private crossing(
    subnet: Subnet,
    places: readonly Subnet[],
    isWhole: boolean,
    endpoint: VpcEndpoint,
  ): readonly Step[] {
    const found = worstOf(places.flatMap((place) => this.acls.between(subnet, place, 443) ?? []));
    if (isWhole || found.some(({ passage }) => passage === 'blocked')) return found;
    const { resource, subnets: named } = endpoint;
    if (named.ids.length + named.possible.length === 0 && !named.unknown)
      return [
        blocked(
          'endpoint',
          `${resource.address} has no subnets, and so no address in the VPC`,
          `name the subnets of the functions in subnet_ids of ${resource.address}`,
          resource,
        ),
      ];
    return [
      uncertain(
        'network acl',
        `the way to ${resource.address}`,
        named.unknown ?? 'its subnets are not in the input',
        { resource, path: 'subnet_ids' },
      ),
    ];
  }

  /** Where the endpoint's interfaces may be; the VPC's ranges where its subnets are not known. */
  private addressesOf(endpoint: VpcEndpoint): IpSet | undefined {
    if (this.addresses.has(endpoint.id)) return this.addresses.get(endpoint.id);
    const known = this.context.derive(subnets);
    const places = endpoint.subnets.ids.flatMap((id) => known.get(id) ?? []);
    const isWhole =
      places.length === endpoint.subnets.ids.length && places.length > 0 && !endpoint.subnets.unknown;
    const vpc = typeof endpoint.vpc === 'string' ? this.context.derive(vpcs).get(endpoint.vpc) : undefined;
    const found =
      (isWhole ? rangesOf(places) : undefined) ?? (vpc && !vpc.unknown ? vpc.addresses : undefined);
    this.addresses.set(endpoint.id, found);
    return found;
  }

  private byGateway(
    placement: Placement,
    endpoint: VpcEndpoint,
    service: string,
    host: string | Unknown,
  ): Way {
    const { resource } = endpoint;
    const name = this.dns.resolve(placement.vpc ?? '', host, false);
    const lists = listsOf(this.context, service);
    const out = egressStep(
      this.context,
      placement,
      { name: `the prefix list of ${resource.address}`, addresses: PUBLIC_V4, prefixLists: lists },
      443,
    );
    return fromAll(placement, (subnet) => {
      const route = this.gatewayRoute(subnet, endpoint);
      if (route.passage !== 'blocked')
        return way([
          name,
          out,
          this.acls.toInternet(subnet, 443),
          route,
          open('endpoint', `${resource.address} leads to ${service}`, resource),
        ]);
      const around = this.toPublic(
        { ...placement, subnets: [subnet], key: `${placement.key} ${subnet.id}` },
        host,
        lists,
      );
      return around.passage === 'open' ? around : way([name, out, this.acls.toInternet(subnet, 443), route]);
    });
  }

  private gatewayRoute(subnet: Subnet, endpoint: VpcEndpoint): Step {
    const { routeTable, resource } = subnet;
    const { address } = endpoint.resource;
    if (routeTable instanceof Unknown)
      return uncertain('route', `the route table of ${resource.address}`, routeTable, resource);
    const table = tableName(routeTable, subnet);
    const found = routeTable.routes.find(
      ({ target }) => target.kind === 'gateway-endpoint' && target.id === endpoint.id,
    );
    if (found) return open('route', `${table} has a route to ${address}`, endpoint.resource);
    const { unknown, possible } = endpoint.routeTables;
    if (unknown || possible.length > 0)
      return uncertain(
        'route',
        `whether ${table} has a route to ${address}`,
        unknown ?? 'it is not sure which tables have one',
        { resource: endpoint.resource, path: 'route_table_ids' },
      );
    return blocked(
      'route',
      `${table} has no route to ${address}`,
      `add ${table} to route_table_ids of ${address}`,
      routeTable.resource ?? resource,
    );
  }

  /** At the public address. Where that does not work, an endpoint is the smaller change, and a NAT the larger one. */
  private withoutEndpoint(
    placement: Placement,
    service: string,
    host: string | Unknown,
    unnamed: VpcEndpoint | undefined,
  ): Way {
    const found = this.toPublic(placement, host, listsOf(this.context, service));
    if (found.passage === 'open' || isGlobal(service)) return found;
    const vpc = this.context.derive(vpcs).get(placement.vpc ?? '');
    if (!vpc) {
      return way([
        uncertain(
          'endpoint',
          `the way to ${service}`,
          'the VPC is not in the input, and may have an endpoint for it',
          placement.example,
        ),
        ...found.steps,
      ]);
    }
    const where = vpc.resource.address;
    if (unnamed) {
      const { address } = unnamed.resource;
      return way([
        blocked(
          'endpoint',
          `${address} has private DNS off, so ${hostName(host, service)} means the public address, and that cannot be reached`,
          `set private_dns_enabled = true on ${address}`,
          { resource: unnamed.resource, path: 'private_dns_enabled' },
        ),
        ...found.steps,
      ]);
    }
    if (found.passage === 'unknown') return found;
    const kind = GATEWAY_SERVICES.has(service)
      ? 'a gateway endpoint'
      : 'an interface endpoint with private DNS';
    return way([
      blocked(
        'endpoint',
        `${where} has no endpoint for ${service}, and its public address cannot be reached`,
        `add ${kind} for ${service} to ${where}, and let ${placement.name} send tcp 443 to it`,
        vpc.resource,
      ),
      ...found.steps,
    ]);
  }
}

function hostName(host: string | Unknown, service: string): string {
  return host instanceof Unknown ? service : host;
}

function groupsName(ids: readonly Id[], model: ReturnType<typeof securityGroups>, address: string): string {
  const [first] = ids;
  const resource = first === undefined ? undefined : model.get(first).resource;
  return resource && ids.length === 1 ? `${resource.address} (${address})` : address;
}

/** The name of S3 stays public in the VPC where only resolvers from outside are answered privately. */
function isForResolversOnly({ resource }: VpcEndpoint): boolean {
  return toBoolean(resource.get('dns_options[0].private_dns_only_for_inbound_resolver_endpoint')) === true;
}

/** The endpoints by the service that they are for, whatever the region. */
export function endpointsByService(context: RuleContext): ReadonlyMap<string, readonly VpcEndpoint[]> {
  const found = new Map<string, VpcEndpoint[]>();
  for (const endpoint of context.derive(vpcEndpoints).values()) {
    if (endpoint.serviceName !== undefined) addTo(found, endpoint.serviceName, endpoint);
  }
  return found;
}
