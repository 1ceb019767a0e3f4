import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import { usersOfGroups } from '../../model/network/interfaces';
import { isWorld } from '../../model/network/internet';
import { securityGroups } from '../../model/network/security-groups';
import { type Subnet, subnets } from '../../model/network/subnets';
import type { RuleContext } from '../context';
import { pass } from '../outcome';
import type { Rule } from '../rule';
import { EGRESS_TYPES, mustNotMeetWorld, type Traffic } from './support/world';

export const rule: Rule = {
  id: 'network-no-world-egress',
  severity: 'medium',
  summary: 'No security group lets traffic out to the whole world, unless a firewall stands behind it.',
  rationale:
    'A connection to any host is all that is needed to carry data away. Where the internet is needed, something on the ' +
    'path has to know the hosts. A DNS firewall does not suffice: an address needs no name.',
  remediation:
    'Name the ranges, groups or prefix lists of the destinations, or lead the subnets of all who have the group to a ' +
    'network firewall.',
  references: ['AVD-AWS-0104'],
  types: EGRESS_TYPES,
  check: (resource, context) => {
    const outcomes = mustNotMeetWorld(resource, context, TRAFFIC);
    const wrong = outcomes.some(({ status }) => status === 'fail');
    return wrong && isBehindFirewall(resource, context) ? pass() : outcomes;
  },
};

const TRAFFIC: Traffic = { direction: 'egress', concerns: () => true };

/** Whether every resource that has the group is known, and its way to the internet is a firewall's endpoint. */
function isBehindFirewall(resource: Resource, context: RuleContext): boolean {
  const { group } = context.derive(securityGroups).statedBy(resource);
  const users = group && context.derive(usersOfGroups).get(group.id);
  if (!users || users.length === 0) return false;
  const known = context.derive(subnets);
  return users.every(({ subnets: { ids, possible, unknown } }) => {
    if (unknown || possible.length > 0 || ids.length === 0) return false;
    return ids.every((id) => leadsToFirewall(known.get(id)));
  });
}

function leadsToFirewall(subnet: Subnet | undefined): boolean {
  if (!subnet || subnet.routeTable instanceof Unknown) return false;
  const ways = subnet.routeTable.routes.filter(({ addresses }) => !addresses || isWorld(addresses));
  return (
    subnet.tier === 'private' &&
    ways.some(({ target }) => target.kind === 'load-balancer-endpoint') &&
    ways.every(({ target }) => ['load-balancer-endpoint', 'gateway-endpoint'].includes(target.kind))
  );
}
