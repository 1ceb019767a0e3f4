import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import type { EffectivePermission } from '../../iam/effective-permissions';
import type { RuleContext } from '../../rules/context';
import { roleOf } from '../identity/execution-roles';
import type { Identity } from '../identity/principal';
import type { VpcEndpoint } from '../network/endpoints';
import { Callers } from './callers';
import { type Database, databases } from './databases';
import { declaredHosts } from './declared-hosts';
import { endpointsByService, type ServiceWay } from './endpoint-paths';
import type { Destination, FunctionReach, JudgedPermission, ReachPath } from './function-reach';
import { HTTPS, NetworkPaths } from './network-paths';
import { patternsMeet } from './patterns';
import { type Placement, placements } from './placement';
import { policySteps } from './policy-steps';
import { type RolePermissions, rolePermissions } from './role-permissions';
import { ServiceAccess } from './service-access';
import { servicesOf } from './service-names';
import type { Way } from './step';

/** What every function reaches. Use it as `context.derive(reach)`. Linear in the functions and their permissions. */
export interface Reach {
  readonly functions: readonly FunctionReach[];
  of(lambda: Resource): FunctionReach | undefined;
  /** Ways of packets, for whoever asks about another destination: the local gateway, a proof. */
  readonly network: NetworkPaths;
}

export function reach(context: RuleContext): Reach {
  const network = new NetworkPaths(context);
  const builder = new Builder(context, network);
  const functions = context.graph.byType('aws_lambda_function').map((lambda) => builder.of(lambda));
  const byFunction = new Map(functions.map((one) => [one.lambda, one]));
  return { functions, of: (lambda) => byFunction.get(lambda), network };
}

class Builder {
  private readonly destinations = new Map<string, Destination>();
  private readonly openServices = new Map<string, readonly string[]>();

  constructor(
    private readonly context: RuleContext,
    private readonly network: NetworkPaths,
  ) {}

  of(lambda: Resource): FunctionReach {
    const { context } = this;
    const placement = context.derive(placements).of(lambda);
    const role = roleOf(context, lambda);
    const permissions = role && context.derive(rolePermissions).of(role);
    const declared = declaredHosts(context, lambda);
    const gap = role ? role.gaps[0] : 'its role is not in the input';
    const paths = [
      ...this.services(lambda, placement, role, permissions, gap !== undefined),
      ...this.databases(placement, declared.databases, permissions),
      ...declared.hosts.map(({ host, port }) =>
        this.plain(host, port, this.network.toHost(placement, host, port)),
      ),
      ...this.internet(placement),
    ];
    return {
      lambda,
      name: context.graph.attribute(lambda, 'function_name'),
      placement,
      ...(role ? { role } : {}),
      ...(permissions ? { permissions } : {}),
      ...(gap === undefined ? {} : { gap }),
      declared,
      paths: unique(paths),
    };
  }

  private services(
    lambda: Resource,
    placement: Placement,
    role: Identity | undefined,
    permissions: RolePermissions | undefined,
    isGapped: boolean,
  ): readonly ReachPath[] {
    const judged = new Map<string, { way: ServiceWay; permissions: JudgedPermission[] }>();
    const invoked = new Map<string, JudgedPermission[]>();
    if (role && permissions) {
      const access = new ServiceAccess(this.context, lambda, role);
      const callers = new Callers(this.context, lambda, permissions.permissions);
      for (const permission of permissions.permissions) {
        const service = this.chosen(placement, permission);
        if (service === undefined) continue;
        const caller = callers.of(permission);
        if (caller === 'lambda' || caller === 'service') continue;
        const way = this.network.toService(placement, service);
        const one: JudgedPermission = {
          permission,
          caller,
          verdict: access.of(permission, isElsewhere(caller, way) ? undefined : way.endpoint),
        };
        const entry = judged.get(service) ?? { way, permissions: [] };
        judged.set(service, entry);
        entry.permissions.push(one);
        if (service === 'lambda' && patternsMeet(permission.action, 'lambda:InvokeFunction')) {
          const name = functionName(permission.resource);
          addTo(invoked, name, one);
        }
      }
    }
    const found: ReachPath[] = [];
    for (const [service, { way, permissions: all }] of judged) {
      // Where there is no way, only the services to which the permission is lent use it.
      if (way.passage === 'blocked' && all.every(({ caller }) => caller === 'lent')) continue;
      found.push(this.service(service, way, all, permissions));
    }
    const lambdaWay = invoked.size > 0 ? this.network.toService(placement, 'lambda') : undefined;
    for (const [name, all] of lambdaWay ? invoked : []) {
      if (lambdaWay) found.push(this.joined(this.functionNamed(name), lambdaWay, all, permissions));
    }
    for (const service of this.reachable(placement)) {
      if (judged.has(service)) continue;
      const way = this.network.toService(placement, service);
      const path = this.service(service, way, [], permissions);
      found.push(isGapped ? { ...path, permission: 'unknown' } : path);
    }
    return found;
  }

  /** Of several endpoints behind which an action is asked for, one that can be reached. */
  private chosen(placement: Placement, { action }: EffectivePermission): string | undefined {
    const services = servicesOf(action);
    if (services.length < 2) return services[0];
    return services.find((one) => this.network.toService(placement, one).passage === 'open') ?? services[0];
  }

  /** Services with an endpoint that packets of the placement get to, whether anything is permitted there or not. */
  private reachable(placement: Placement): readonly string[] {
    const known = this.openServices.get(placement.key);
    if (known) return known;
    const found =
      placement.kind === 'vpc'
        ? [...this.context.derive(endpointsByService)].flatMap(([service, all]) => {
            if (!all.some(({ vpc }) => vpc === placement.vpc)) return [];
            const way = this.network.toService(placement, service);
            return way.endpoint && way.passage === 'open' ? [service] : [];
          })
        : [];
    this.openServices.set(placement.key, found);
    return found;
  }

  private service(
    service: string,
    way: ServiceWay,
    all: readonly JudgedPermission[],
    permissions: RolePermissions | undefined,
  ): ReachPath {
    return this.joined(
      this.destination({ id: `service ${service}`, kind: 'service', name: service }),
      way,
      all,
      permissions,
    );
  }

  private joined(
    destination: Destination,
    way: ServiceWay,
    judged: readonly JudgedPermission[],
    permissions: RolePermissions | undefined,
  ): ReachPath {
    const verdicts = judged.map(({ verdict }) => verdict.permitted);
    const permission = verdicts.includes('granted')
      ? 'granted'
      : verdicts.includes('unknown')
        ? 'unknown'
        : 'none';
    const { endpoint } = way;
    const steps = [...way.steps, ...policySteps(judged, endpoint, permissions)];
    return { destination, way, permission, judged, steps, ...endpointOf(endpoint) };
  }

  private functionNamed(name: string): Destination {
    return this.destination({ id: `function ${name}`, kind: 'function', name });
  }

  private databases(
    placement: Placement,
    named: ReadonlySet<Resource>,
    permissions: RolePermissions | undefined,
  ): readonly ReachPath[] {
    const connects = (permissions?.permissions ?? []).filter(({ action }) =>
      patternsMeet(action, 'rds-db:connect'),
    );
    return this.context.derive(databases).flatMap((database): readonly ReachPath[] => {
      const way = this.network.toDatabase(placement, database);
      if (
        way.passage !== 'open' &&
        !named.has(database.resource) &&
        (way.passage === 'blocked' || !mayMean(placement, database))
      )
        return [];
      const destination = this.destination({
        id: `database ${database.name}`,
        kind: 'database',
        name: database.name,
        resource: database.resource,
        database,
      });
      // Who signs in with a password needs no permission of AWS.
      return [
        {
          destination,
          way,
          permission: connects.length > 0 ? 'granted' : 'not needed',
          judged: [],
          steps: way.steps,
        },
      ];
    });
  }

  private internet(placement: Placement): readonly ReachPath[] {
    const way = this.network.toInternet(placement);
    const isClosed = way.steps.some(
      ({ kind, passage }) => kind === 'security group' && passage === 'blocked',
    );
    // Where no rule lets anything out to the internet, nobody has to be told what else is in the way.
    if (isClosed && placement.kind === 'vpc') return [];
    if (placement.kind === 'unknown') return [];
    const destination = this.destination({
      id: 'internet',
      kind: 'internet',
      name: 'every other host of the internet',
    });
    return [{ destination, way, permission: 'not needed', judged: [], steps: way.steps }];
  }

  private plain(host: string, port: number, way: Way): ReachPath {
    const shown = port === HTTPS ? host : `${host}:${port}`;
    const destination = this.destination({ id: `host ${shown}`, kind: 'host', name: shown, port });
    return { destination, way, permission: 'not needed', judged: [], steps: way.steps };
  }

  private destination(made: Destination): Destination {
    const known = this.destinations.get(made.id) ?? made;
    this.destinations.set(made.id, known);
    return known;
  }
}

function endpointOf(endpoint: VpcEndpoint | undefined): { readonly endpoint?: VpcEndpoint } {
  return endpoint ? { endpoint } : {};
}

/** Who was given a signed address asks from elsewhere, through no endpoint of this VPC. */
function isElsewhere(caller: JudgedPermission['caller'], { passage }: Way): boolean {
  return caller === 'signed' && passage === 'blocked';
}

/** Where nothing is known of the way, only a database of the same groups is worth a word. */
function mayMean(placement: Placement, { groups }: Database): boolean {
  return groups.some(({ rules }) =>
    rules.some(
      ({ direction, peer }) =>
        direction === 'ingress' && peer.kind === 'group' && placement.groupIds.includes(peer.id),
    ),
  );
}

/** `deposits-x` of an ARN with a qualifier or without; the pattern where it names no single function. */
function functionName(resource: string): string {
  return (
    /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:*?]+)(?::[^:]*)?$/.exec(resource)?.[1] ??
    (resource === '*' ? 'every function' : resource)
  );
}

function unique(paths: readonly ReachPath[]): readonly ReachPath[] {
  const found = new Map<string, ReachPath>();
  for (const path of paths) if (!found.has(path.destination.id)) found.set(path.destination.id, path);
  return [...found.values()];
}
