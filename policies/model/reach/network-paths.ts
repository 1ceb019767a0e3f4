import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import type { Id } from '../network/ids';
import { IpSet, parseCidr } from '../network/ip-set';
import type { Subnet } from '../network/subnets';
import { AclSteps } from './acl-steps';
import type { Database } from './databases';
import { ANY_OTHER_HOST, DnsSteps, shownHost } from './dns-steps';
import { EndpointPaths, type ServiceWay } from './endpoint-paths';
import { filterStep, type HostFilter, hostFilter } from './firewall-steps';
import { fromAll, worstOf } from './from-all';
import { egressStep, ingressStep } from './group-steps';
import type { Placement } from './placement';
import { rangesOf } from './placement';
import { PUBLIC_V4 } from './ranges';
import { serviceOfHost } from './service-names';
import { blocked, open, type Step, uncertain, type Way, way } from './step';
import { type WayOut, WaysOut } from './way-out';

/** HTTPS: on which AWS's services answer. */
export const HTTPS = 443;

/**
 * The ways of packets from placements to destinations and back, computed once for each pair. A function may be started
 * in any of its subnets, so a way is as good as it is from the worst of them.
 */
export class NetworkPaths {
  private readonly known = new Map<string, Way>();
  private readonly services = new Map<string, ServiceWay>();
  private readonly filters = new Map<string, HostFilter>();
  private readonly acls: AclSteps;
  private readonly dns: DnsSteps;
  private readonly ways: WaysOut;
  private readonly endpoints: EndpointPaths;

  constructor(private readonly context: RuleContext) {
    this.acls = new AclSteps(context);
    this.dns = new DnsSteps(context);
    this.ways = new WaysOut(context, this.acls);
    this.endpoints = new EndpointPaths(context, this.acls, this.dns, (placement, host, prefixLists) =>
      this.toPublic(placement, host, HTTPS, prefixLists),
    );
  }

  /** To an AWS service, by an endpoint or at its public address. @param service as endpoints call it: `rds-data` */
  toService(placement: Placement, service: string): ServiceWay {
    const key = `${placement.key} -> ${service}`;
    const known = this.services.get(key) ?? this.serviceWay(placement, service);
    this.services.set(key, known);
    return known;
  }

  /** To a host of the internet by its name or address. */
  toHost(placement: Placement, host: string, port: number = HTTPS): Way {
    return this.once(`${placement.key} -> host ${host}:${port}`, () => {
      const special = apart(placement, `${host}:${port}`);
      return special ?? this.toPublic(placement, host, port);
    });
  }

  /** To every host that no list names: open only where nothing but addresses and ports decide. */
  toInternet(placement: Placement, port: number = HTTPS): Way {
    return this.toHost(placement, ANY_OTHER_HOST, port);
  }

  toDatabase(placement: Placement, database: Database): Way {
    return this.once(`${placement.key} -> ${database.resource.key}`, () =>
      this.databaseWay(placement, database),
    );
  }

  /** From one subnet to the internet, by routes alone. */
  wayOut(subnet: Subnet, port: number = HTTPS): WayOut {
    return this.ways.of(subnet, port);
  }

  private once(key: string, make: () => Way): Way {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }

  private serviceWay(placement: Placement, service: string): ServiceWay {
    const special = apart(placement, service);
    return special ?? this.endpoints.of(placement, service);
  }

  private toPublic(
    placement: Placement,
    host: string | Unknown,
    port: number,
    prefixLists: readonly Id[] = [],
  ): Way {
    const { vpc } = placement;
    const address = typeof host === 'string' ? parseCidr(host) : undefined;
    const name = host instanceof Unknown ? 'the host' : shownHost(host);
    const filter = address || vpc === undefined ? [] : [this.dns.resolve(vpc, host, false)];
    const addresses = address?.family === 4 ? IpSet.of([address]) : PUBLIC_V4;
    const out = egressStep(
      this.context,
      placement,
      { name: host === ANY_OTHER_HOST ? 'the internet' : name, addresses, prefixLists },
      port,
    );
    if (address && !PUBLIC_V4.overlaps(addresses))
      return way([
        out,
        uncertain(
          'route',
          `the route to ${name}`,
          'it is an address of a private network, and what lies there is not in the input',
          placement.example,
        ),
      ]);
    // A name may be that of a host in a network behind a gateway; those of AWS are not.
    const isPrivate = isPrivateOrAny(host) && host !== ANY_OTHER_HOST;
    const found = fromAll(placement, (subnet) => {
      const { steps: routed, firewalls, elsewhere } = this.ways.of(subnet, port);
      const steps =
        elsewhere && isPrivate ? routed.map((step) => (step === elsewhere[0] ? elsewhere[1] : step)) : routed;
      const lists = firewalls.map((firewall) => this.filterOf(firewall));
      // An address that no name was asked for has no name that a list could hold.
      const asked = address ? new Unknown('a list of domains says nothing of an address') : host;
      return way([
        ...filter,
        out,
        this.acls.toInternet(subnet, port),
        ...steps,
        ...lists.map((list) => filterStep(list, asked)),
      ]);
    });
    return placement.ipv6 && isPrivateOrAny(host) ? overIpv6(found, filter, name, placement) : found;
  }

  private filterOf(firewall: Parameters<typeof hostFilter>[1]): HostFilter {
    const known = this.filters.get(firewall.id) ?? hostFilter(this.context, firewall);
    this.filters.set(firewall.id, known);
    return known;
  }

  private databaseWay(placement: Placement, database: Database): Way {
    const { name, port, groups, groupIds, groupGap, resource } = database;
    if (placement.kind === 'outside') return fromOutside(placement, database);
    const special = apart(placement, name);
    if (special) return special;
    if (port instanceof Unknown)
      return way([uncertain('security group', `the port of ${name}`, port, resource)]);
    if (database.unknown) {
      const out = egressStep(this.context, placement, { name, groups: groupIds }, port);
      return way([
        out,
        ingressStep(placement, groups, groupGap, name, port),
        uncertain('route', `the way to ${name}`, database.unknown, resource),
      ]);
    }
    const other = database.subnets.find(({ vpc }) => vpc !== placement.vpc);
    if (other) return way([uncertain('route', `the way to ${name}`, 'it lies in another VPC', resource)]);
    const addresses = rangesOf(database.subnets);
    const out = egressStep(
      this.context,
      placement,
      { name, groups: groupIds, ...(addresses ? { addresses } : {}) },
      port,
    );
    const into = ingressStep(placement, groups, groupGap, name, port);
    return fromAll(placement, (subnet) =>
      way([
        out,
        ...worstOf(database.subnets.flatMap((target) => this.acls.between(subnet, target, port) ?? [])),
        into,
      ]),
    );
  }
}

/** Functions in no VPC are in a network of Lambda's own, and some are nobody knows where. */
function apart(placement: Placement, to: string): Way | undefined {
  const { kind, unknown, example } = placement;
  if (kind === 'outside')
    return way([
      open(
        'route',
        `the function is in no VPC, and Lambda's own network reaches ${to === ANY_OTHER_HOST ? 'every host' : to}`,
        example,
      ),
    ]);
  return kind === 'unknown'
    ? way([
        uncertain('route', 'where the function is', unknown ?? 'its subnets are not known', {
          resource: example,
          path: 'vpc_config',
        }),
      ])
    : undefined;
}

/** A host that is not one of AWS, whose services answer over IPv4. */
function isPrivateOrAny(host: string | Unknown): boolean {
  return typeof host === 'string' && serviceOfHost(host) === undefined;
}

/** Ways over IPv6 are not followed: where there may be one, nothing but the name can be said to block. */
function overIpv6(found: Way, filter: readonly Step[], name: string, { example }: Placement): Way {
  if (found.passage !== 'blocked' || filter.some(({ passage }) => passage === 'blocked')) return found;
  const at = { resource: example, path: 'vpc_config' };
  return way([
    ...filter,
    uncertain('route', `the way to ${name} over IPv6`, 'only ways over IPv4 are followed', at),
  ]);
}

function fromOutside(
  placement: Placement,
  { name, isPublic, resource, groups, groupGap, port }: Database,
): Way {
  if (isPublic === false) {
    return way([
      blocked(
        'route',
        `the function is in no VPC, and ${name} has no public address`,
        `put ${placement.example.address} into the VPC of ${name} (vpc_config)`,
        placement.example,
      ),
    ]);
  }
  if (isPublic instanceof Unknown || port instanceof Unknown)
    return way([
      uncertain(
        'route',
        `whether ${name} has a public address`,
        isPublic instanceof Unknown ? isPublic : 'its port is not known',
        resource,
      ),
    ]);
  return way([
    open('route', `${name} has a public address`, { resource, path: 'publicly_accessible' }),
    ingressStep({ ...placement, addresses: PUBLIC_V4, name: 'the internet' }, groups, groupGap, name, port),
  ]);
}
