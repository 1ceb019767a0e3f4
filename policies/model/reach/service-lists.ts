import { toText, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { vpcEndpoints } from '../network/endpoints';
import { type Id, ownId } from '../network/ids';

/** The prefix lists of S3 and DynamoDB as the input names them, and whose each is. Use it through `context.derive`. */
export function serviceLists(context: RuleContext): ReadonlyMap<Id, string> {
  const { graph } = context;
  const found = new Map<Id, string>();
  for (const { type, serviceName, resource } of context.derive(vpcEndpoints).values()) {
    if (type === 'Gateway' && serviceName !== undefined)
      found.set(graph.attribute(resource, 'prefix_list_id'), serviceName);
  }
  for (const data of graph.byType('data.aws_prefix_list', 'data.aws_ec2_managed_prefix_list')) {
    const texts = [
      toText(data.get('name')),
      ...data.blocks('filter').map((_, index) => toText(data.get(`filter[${index}].values[0]`))),
    ];
    const text = texts
      .map((one) => (one instanceof Unknown ? lastPart(one) : one))
      .find((one) => one !== undefined);
    const service = /\.(s3|dynamodb)$/.exec(text ?? '')?.[1];
    if (service !== undefined) found.set(ownId(graph, data), service);
  }
  return found;
}

/** `.s3` of `com.amazonaws.${region}.s3`. */
function lastPart(value: Unknown): string | undefined {
  const parts = 'parts' in value ? (value.parts as readonly unknown[]) : [];
  const last = parts[parts.length - 1];
  return typeof last === 'string' ? last : undefined;
}

/** All lists of one service. */
export function listsOf(context: RuleContext, service: string): readonly Id[] {
  return [...context.derive(serviceLists)].flatMap(([id, one]) => (one === service ? [id] : []));
}
