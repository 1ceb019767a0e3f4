import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { firstUnknown, toText, Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';
import { type IpRange, IpSet, parseCidr } from './ip-set';
import { writtenBlocks } from './written';

/** A list of ranges that rules and routes name as one. */
export interface PrefixList {
  readonly id: Id;
  readonly resource: Resource;
  readonly ranges: IpSet;
  /** Why there may be more. */
  readonly unknown?: Unknown;
}

/** The customer's own prefix lists, by id. Those of AWS (S3, DynamoDB, CloudFront) are not in a configuration. */
export function prefixLists(context: RuleContext): ReadonlyMap<Id, PrefixList> {
  const { graph } = context;
  const entries = new Map<Id, Resource[]>();
  for (const entry of graph.byType('aws_ec2_managed_prefix_list_entry')) {
    const list = idAt(graph, entry, 'prefix_list_id');
    if (typeof list === 'string') addTo(entries, list, entry);
  }
  const found = new Map<Id, PrefixList>();
  for (const resource of graph.byType('aws_ec2_managed_prefix_list')) {
    const id = ownId(graph, resource);
    const written: (Value | undefined)[] = [
      ...writtenBlocks(resource, 'entry').map((block) => (block instanceof Unknown ? block : block['cidr'])),
      ...(entries.get(id) ?? []).map((entry) => entry.get('cidr')),
    ];
    const ranges: IpRange[] = [];
    let unknown: Unknown | undefined = firstUnknown(written.filter((one) => one !== undefined));
    for (const value of written) {
      const text = toText(value);
      if (typeof text !== 'string') continue;
      const range = parseCidr(text);
      if (range) ranges.push(range);
      else unknown ??= new Unknown(`${text.slice(0, 60)} is not a range of addresses`);
    }
    found.set(id, { id, resource, ranges: IpSet.of(ranges), ...(unknown ? { unknown } : {}) });
  }
  return found;
}
