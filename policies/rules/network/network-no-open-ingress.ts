import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, toAllPorts } from './support/world';

const TRAFFIC = toAllPorts('ingress');

export const rule: Rule = {
  id: 'network-no-open-ingress',
  severity: 'critical',
  summary: 'No security group lets the whole world in on every port.',
  rationale:
    'Whatever listens, today or later, is then a public service: databases, agents, debuggers. Two /1' +
    ' ranges, many smaller ones, ::/0 and a prefix list are the same as 0.0.0.0/0.',
  remediation: 'Name the port and protocol of the service, and the ranges or the group of its clients.',
  references: ['CKV_AWS_277'],
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
