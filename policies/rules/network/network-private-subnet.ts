import type { Resource } from '../../graph/resource';
import { isObject, toText, Unknown } from '../../graph/value';
import { ownId } from '../../model/network/ids';
import { subnets } from '../../model/network/subnets';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-private-subnet',
  severity: 'high',
  summary: 'A subnet that is called private has no route to an internet gateway.',
  rationale:
    'Who reads the name puts there what must not be public. The name does not decide: the route table does, also one ' +
    'that the subnet has only because none was associated.',
  remediation: 'Associate a route table without an internet gateway, or call the subnet what it is.',
  types: ['aws_subnet'],
  check: (resource, context) => {
    const name = privateName(resource);
    const subnet = context.derive(subnets).get(ownId(context.graph, resource));
    if (name === undefined || !subnet) return [];
    if (subnet.tier instanceof Unknown) return unknown('the tier of the subnet', subnet.tier);
    if (subnet.tier !== 'public') return pass();
    const route = subnet.because;
    return fail(`"${name}" has a route to an internet gateway in ${route?.resource.address}`);
  },
};

const PRIVATE = /(^|[^a-z])(private|isolated|intra|internal|database|data|db)([^a-z]|$)/i;
const PUBLIC = /(^|[^a-z])(public|dmz|ingress|edge)([^a-z]|$)/i;

/** The name by which people know the subnet, if it says that the subnet is not public. */
function privateName(resource: Resource): string | undefined {
  const tags = resource.get('tags');
  const tag = isObject(tags) ? toText(tags['Name']) : undefined;
  const names = [typeof tag === 'string' ? tag : undefined, resource.name].filter((one) => one !== undefined);
  if (names.some((one) => PUBLIC.test(one))) return undefined;
  return names.find((one) => PRIVATE.test(one));
}
