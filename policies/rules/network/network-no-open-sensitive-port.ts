import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, type Traffic, toAllPorts, toPorts } from './support/world';

/** Well-known ports of services that are not made for the public, without 22 and 3389, which have rules of their own. */
const PORTS = [
  20, 21, 23, 25, 110, 111, 135, 137, 138, 139, 143, 389, 445, 512, 513, 514, 636, 873, 1433, 1434, 1521,
  2049, 2181, 2375, 2376, 2379, 2380, 2483, 2484, 3260, 3306, 4333, 4789, 5432, 5439, 5500, 5601, 5672, 5900,
  5984, 5985, 5986, 6379, 6443, 7000, 7001, 7199, 7473, 7474, 7687, 8020, 8086, 8125, 8182, 8500, 9042, 9092,
  9094, 9096, 9098, 9160, 9200, 9300, 10250, 11211, 15672, 27017, 27018, 27019, 50000, 50070, 61616,
] as const;

const ports = toPorts('ingress', ...PORTS);
const all = toAllPorts('ingress');

/** Rules for every port are left to `network-no-open-ingress`. */
const TRAFFIC: Traffic = {
  direction: 'ingress',
  concerns: (rule) => (all.concerns(rule) === true ? false : ports.concerns(rule)),
};

export const rule: Rule = {
  id: 'network-no-open-sensitive-port',
  severity: 'critical',
  summary:
    'Nobody on the internet reaches the port of a database, a cache, a queue or an administration ' +
    'service.',
  rationale:
    'These services are made for clients that are trusted; many have no password as they are ' +
    'installed, and all are searched for by scanners.',
  remediation: 'Admit only the group of the clients.',
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
