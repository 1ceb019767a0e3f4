import { Unknown } from '../../graph/value';
import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, type Traffic } from './support/world';

const WEB_PORTS = [80, 443];

const TRAFFIC: Traffic = {
  direction: 'ingress',
  concerns: ({ protocol, ports }) => {
    if (protocol instanceof Unknown) return protocol;
    if (protocol === 'icmp' || protocol === 'icmpv6') return false;
    if (ports instanceof Unknown) return ports;
    return !(ports.from === ports.to && WEB_PORTS.includes(ports.from));
  },
};

export const rule: Rule = {
  id: 'network-no-world-ingress',
  severity: 'medium',
  summary: 'Apart from web ports, no security group lets the whole world in.',
  rationale:
    'A service that is not made for the public has clients that can be named. Ports 80 and 443 and ' +
    'ICMP are left to other rules: a public load balancer needs them.',
  remediation: 'Name the ranges or the group of the clients.',
  references: ['AwsSolutions-EC23'],
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
