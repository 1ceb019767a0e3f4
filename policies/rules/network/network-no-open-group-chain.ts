import { Unknown } from '../../graph/value';
import { isWorld } from '../../model/network/internet';
import type { SecurityGroup } from '../../model/network/security-group';
import { securityGroups } from '../../model/network/security-groups';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { INGRESS_TYPES, toAllPorts } from './support/world';

export const rule: Rule = {
  id: 'network-no-open-group-chain',
  severity: 'medium',
  summary: 'No group admits, on every port, another group that the world reaches.',
  rationale:
    'What the world reaches is what is taken over first. A rule for every port from there makes its neighbours as ' +
    'exposed as itself: one hop, and no further wall. A rule for the one port of the service does not.',
  remediation: 'Admit the group only on the port of the service that it calls.',
  types: INGRESS_TYPES,
  check: (resource, context) => {
    const groups = context.derive(securityGroups);
    return groups
      .statedBy(resource)
      .rules.filter(({ direction, peer }) => direction === 'ingress' && peer.kind === 'group' && !peer.self)
      .map((stated): Outcome => {
        const { peer, path } = stated;
        if (peer.kind !== 'group' || TRAFFIC.concerns(stated) !== true) return pass();
        const other = groups.has(peer.id) ? groups.get(peer.id) : undefined;
        const open = other && openTo(other);
        return open === undefined
          ? pass()
          : fail(`every port is open to ${other?.resource?.address ?? peer.id}, which ${open} reaches`, path);
      });
  },
};

const TRAFFIC = toAllPorts('ingress');

/** Who of the world reaches the group. */
function openTo(group: SecurityGroup): string | undefined {
  for (const { direction, peer, ports } of group.rules) {
    if (direction !== 'ingress' || ports instanceof Unknown) continue;
    if (peer.kind === 'range' && isWorld(peer.addresses)) return peer.cidr;
    if (peer.kind === 'prefix-list' && peer.addresses && isWorld(peer.addresses)) return 'a prefix list';
  }
  return undefined;
}
