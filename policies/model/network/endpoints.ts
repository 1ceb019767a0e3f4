import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toBoolean, toText, Unknown, type Value } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { type Id, type IdSet, idAt, idsAt, ownId } from './ids';
import { vpcs } from './vpcs';
import { writtenBlocks } from './written';

export type EndpointType = 'Gateway' | 'Interface' | 'GatewayLoadBalancer' | (string & {});

/** Where the policy of an endpoint is written. Without one AWS allows everything. */
export interface EndpointPolicy {
  readonly value: Value;
  readonly resource: Resource;
  readonly path: string;
}

export interface VpcEndpoint {
  readonly id: Id;
  readonly resource: Resource;
  readonly vpc: Id | Unknown | undefined;
  /** `com.amazonaws.eu-central-1.s3`; unknown text where the region is not known. */
  readonly service: string | Unknown | undefined;
  /** `s3`, `ecr.api`: the service without the region, also where the region is not known. */
  readonly serviceName: string | undefined;
  readonly type: EndpointType | Unknown;
  /** Of a gateway endpoint: the tables with a route to it. */
  readonly routeTables: IdSet;
  readonly subnets: IdSet;
  /** Of an interface endpoint. Without any AWS takes the VPC's default group, which is then listed here. */
  readonly groups: IdSet;
  readonly privateDns: boolean | Unknown;
  /** Nothing: full access. */
  readonly policy?: EndpointPolicy;
}

/** The endpoints of the input, with what separate resources add to them, by id. */
export function vpcEndpoints(context: RuleContext): ReadonlyMap<Id, VpcEndpoint> {
  const { graph } = context;
  const tables = associated(context, 'aws_vpc_endpoint_route_table_association', 'route_table_id');
  const subnets = associated(context, 'aws_vpc_endpoint_subnet_association', 'subnet_id');
  const groups = associated(context, 'aws_vpc_endpoint_security_group_association', 'security_group_id');
  const policies = separate(context, 'aws_vpc_endpoint_policy');
  const names = separate(context, 'aws_vpc_endpoint_private_dns');
  const found = new Map<Id, VpcEndpoint>();
  for (const resource of graph.byType('aws_vpc_endpoint')) {
    const id = ownId(graph, resource);
    const vpc = idAt(graph, resource, 'vpc_id');
    const type = toText(written(resource, 'vpc_endpoint_type')) ?? 'Gateway';
    const service = toText(resource.get('service_name'));
    const dns = names.get(id)?.get('private_dns_enabled') ?? written(resource, 'private_dns_enabled');
    const policy = policyOf(resource, policies.get(id));
    found.set(id, {
      id,
      resource,
      vpc,
      service,
      serviceName: serviceName(resource.get('service_name')),
      type,
      routeTables: joined(idsAt(graph, resource, 'route_table_ids'), tables.get(id)),
      subnets: joined(subnetsOf(context, resource), subnets.get(id)),
      groups: withDefault(
        context,
        joined(idsAt(graph, resource, 'security_group_ids'), groups.get(id)),
        vpc,
        type,
      ),
      privateDns: toBoolean(dns) ?? false,
      ...(policy ? { policy } : {}),
    });
  }
  return found;
}

function subnetsOf({ graph }: RuleContext, resource: Resource): IdSet {
  const inline = idsAt(graph, resource, 'subnet_ids');
  const configured = writtenBlocks(resource, 'subnet_configuration')
    .map((_, index) => idAt(graph, resource, `subnet_configuration[${index}].subnet_id`))
    .filter((id): id is Id => typeof id === 'string');
  return { ...inline, ids: [...new Set([...inline.ids, ...configured])] };
}

/** The last part of the service's name also where the region before it is not known. */
function serviceName(value: Value | undefined): string | undefined {
  const parts = value instanceof Unknown && 'parts' in value ? (value.parts as readonly unknown[]) : [value];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'region')).join('');
  const known =
    /^(?:com\.amazonaws|aws\.api|cn\.com\.amazonaws|aws\.sagemaker)\.(?!vpce\.)[a-z0-9-]+\.(.+)$/.exec(text);
  return known?.[1];
}

function policyOf(endpoint: Resource, separately: Resource | undefined): EndpointPolicy | undefined {
  const value = separately?.get('policy');
  if (separately && value !== undefined) return { value, resource: separately, path: 'policy' };
  const inline = written(endpoint, 'policy');
  return inline === undefined || inline === ''
    ? undefined
    : { value: inline, resource: endpoint, path: 'policy' };
}

function withDefault(
  context: RuleContext,
  groups: IdSet,
  vpc: Id | Unknown | undefined,
  type: string | Unknown,
) {
  if (type !== 'Interface' || groups.ids.length > 0 || groups.possible.length > 0 || groups.unknown)
    return groups;
  const known = typeof vpc === 'string' ? context.derive(vpcs).get(vpc) : undefined;
  return known
    ? { ids: [known.defaultGroup], possible: [] }
    : { ...groups, unknown: new Unknown("the default group of the endpoint's VPC is not in the input") };
}

function joined(inline: IdSet, more: readonly Id[] | undefined): IdSet {
  return more ? { ...inline, ids: [...new Set([...inline.ids, ...more])] } : inline;
}

function associated({ graph }: RuleContext, type: string, attribute: string): ReadonlyMap<Id, readonly Id[]> {
  const found = new Map<Id, Id[]>();
  for (const resource of graph.byType(type)) {
    const endpoint = idAt(graph, resource, 'vpc_endpoint_id');
    const other = idAt(graph, resource, attribute);
    if (typeof endpoint === 'string' && typeof other === 'string') addTo(found, endpoint, other);
  }
  return found;
}

function separate({ graph }: RuleContext, type: string): ReadonlyMap<Id, Resource> {
  const found = new Map<Id, Resource>();
  for (const resource of graph.byType(type)) {
    const endpoint = idAt(graph, resource, 'vpc_endpoint_id');
    if (typeof endpoint === 'string') found.set(endpoint, resource);
  }
  return found;
}
