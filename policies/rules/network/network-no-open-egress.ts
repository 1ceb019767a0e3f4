import type { Rule } from '../rule';
import { EGRESS_TYPES, mustNotMeetWorld, toAllPorts } from './support/world';

const TRAFFIC = toAllPorts('egress');

export const rule: Rule = {
  id: 'network-no-open-egress',
  severity: 'medium',
  summary: 'No security group lets everything out to the whole world.',
  rationale:
    'Who takes over one process may then load tools from, and send data to, any host on any port; a ' +
    'function needs a few destinations that are known.',
  remediation:
    'State one egress rule for each destination: the group of an endpoint, the prefix list of a ' +
    'gateway endpoint, port 443 to a proxy.',
  references: ['CKV_AWS_382'],
  types: EGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
