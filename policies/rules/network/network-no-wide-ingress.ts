import { PUBLIC_ADDRESSES } from './support/public-addresses';
import { isWorld } from '../../model/network/internet';
import { securityGroups } from '../../model/network/security-groups';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { INGRESS_TYPES } from './support/world';

/** The addresses of a /8: the most that one organisation ever got. */
const MOST = 1n << 24n;

export const rule: Rule = {
  id: 'network-no-wide-ingress',
  severity: 'high',
  summary: 'No rule of a security group lets in more public addresses than one organisation can have.',
  rationale:
    'Nobody owns a quarter of the internet. A /2 is a way around checks for 0.0.0.0/0, or a mistake in a digit; either ' +
    'way most of the callers are strangers.',
  remediation: 'Name the ranges of the clients, or their group.',
  types: INGRESS_TYPES,
  check: (resource, context): readonly Outcome[] => {
    const { rules } = context.derive(securityGroups).statedBy(resource);
    return rules.flatMap(({ direction, peer, path }): readonly Outcome[] => {
      if (direction !== 'ingress' || peer.kind !== 'range') return [];
      // Of the whole world other rules speak, each for the ports that it is about.
      if (isWorld(peer.addresses)) return [pass()];
      return peer.addresses.intersect(PUBLIC_ADDRESSES).size(4) > MOST
        ? [fail(`${peer.cidr} is more than one organisation has`, path)]
        : [pass()];
    });
  },
};
