import { Unknown } from '../../graph/value';
import type { IpSet } from './ip-set';
import type { AclRule, NetworkAcl } from './network-acl';
import type { Direction } from './security-group';
import { coversProtocol, type Ports, type Protocol } from './traffic';
import type { Verdict } from './verdict';

/** One kind of packets that enter or leave a subnet. */
export interface AclQuestion {
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** The destination ports of the packets: for answers the ephemeral ones. */
  readonly ports: Ports;
  /** Addresses of the other side. */
  readonly addresses: IpSet;
}

/** Ports that a Linux client takes for its side, also in Lambda. Source: VPC user guide, "Ephemeral ports". */
export const EPHEMERAL_PORTS: Ports = { from: 1024, to: 65_535 };

/**
 * What the ACL does with the packets: the rule with the lowest number that fits decides, and what none fits is dropped.
 * An ACL keeps no state: the answers must be asked for as packets of their own.
 */
export function aclVerdict(acl: NetworkAcl, question: AclQuestion): Verdict<AclRule> {
  const gap = acl.unknowns.find(
    ({ direction }) => direction === undefined || direction === question.direction,
  );
  if (gap) return { status: 'unknown', reason: gap.reason };
  const rules = acl.rules.filter(({ direction }) => direction === question.direction);
  const unnumbered = rules.find(({ number }) => number instanceof Unknown);
  if (unnumbered) return { status: 'unknown', reason: unnumbered.number as Unknown, by: unnumbered };
  let allowed: AclRule | undefined;
  let denied: AclRule | undefined;
  // What no rule has decided yet, as pieces of addresses and ports.
  let open: readonly Piece[] = [{ addresses: question.addresses, ports: question.ports }];
  for (const rule of [...rules].sort((a, b) => Number(a.number) - Number(b.number))) {
    const { protocol, ports, addresses, action } = rule;
    if (!(protocol instanceof Unknown) && !coversProtocol(protocol, question.protocol)) continue;
    const touched = open.filter(
      (piece) =>
        (addresses instanceof Unknown || addresses.overlaps(piece.addresses)) &&
        (ports instanceof Unknown || overlap(ports, piece.ports)),
    );
    if (touched.length === 0) continue;
    const reason = [protocol, ports, addresses, action, rule.uncertain].find((one) => one instanceof Unknown);
    if (reason instanceof Unknown) return { status: 'unknown', reason, by: rule };
    if (action === 'allow') allowed ??= rule;
    else denied ??= rule;
    open = open.flatMap((piece) => rest(piece, addresses as IpSet, ports as Ports));
    if (open.length === 0) break;
  }
  if (allowed && !denied && open.length === 0) return { status: 'allowed', by: allowed };
  if (allowed) return { status: 'partly', by: denied ?? allowed };
  return { status: 'denied', ...(denied ? { by: denied } : {}) };
}

interface Piece {
  readonly addresses: IpSet;
  readonly ports: Ports;
}

function overlap(a: Ports, b: Ports): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** What is left of the piece without the addresses and ports. */
function rest(piece: Piece, addresses: IpSet, ports: Ports): readonly Piece[] {
  if (!overlap(ports, piece.ports)) return [piece];
  const found: Piece[] = [{ addresses: piece.addresses.minus(addresses), ports: piece.ports }];
  const inside = piece.addresses.intersect(addresses);
  if (ports.from > piece.ports.from)
    found.push({ addresses: inside, ports: { from: piece.ports.from, to: ports.from - 1 } });
  if (ports.to < piece.ports.to)
    found.push({ addresses: inside, ports: { from: ports.to + 1, to: piece.ports.to } });
  return found.filter((one) => !one.addresses.isEmpty);
}
