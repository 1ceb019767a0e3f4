import { toNumber, toText, Unknown, type Value } from '../../graph/value';

/** A protocol by its name where AWS has one, otherwise by its number; `all` for every one. */
export type Protocol = 'all' | 'tcp' | 'udp' | 'icmp' | 'icmpv6' | (string & {});

/** Ports from one to the other, both included. For protocols without ports all of them. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export const ALL_PORTS: Ports = { from: 0, to: 65_535 };

const NAMES: Readonly<Record<string, Protocol>> = {
  '-1': 'all',
  all: 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};

/** The protocol however it is written: `tcp`, `TCP`, `6`, 6. */
export function protocolOf(value: Value | undefined): Protocol | Unknown {
  const text = toText(value);
  if (text instanceof Unknown) return text;
  if (text === undefined || text === '') return new Unknown('no protocol is given');
  const name = text.trim().toLowerCase();
  return NAMES[name] ?? name;
}

/** Whether the protocol has ports: of the others a rule's numbers say something else, or nothing. */
export function hasPorts(protocol: Protocol): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

/**
 * The ports that a rule admits. Without ports, or with -1, and for protocols that have none, all.
 *
 * @param protocol decides whether the numbers are ports: for ICMP they are type and code
 */
export function portsOf(
  protocol: Protocol | Unknown,
  from: Value | undefined,
  to: Value | undefined,
): Ports | Unknown {
  if (!(protocol instanceof Unknown) && !hasPorts(protocol)) return ALL_PORTS;
  const first = toNumber(from);
  const last = toNumber(to);
  if (first instanceof Unknown) return first;
  if (last instanceof Unknown) return last;
  if (first === undefined && last === undefined) return ALL_PORTS;
  const start = first ?? last ?? 0;
  const end = last ?? first ?? 65_535;
  return start < 0 || end < 0 ? ALL_PORTS : { from: start, to: end };
}

/** Whether a rule for one protocol lets another one through. */
export function coversProtocol(rule: Protocol, wanted: Protocol): boolean {
  return rule === 'all' || rule === wanted;
}

export function coversPort(ports: Ports, port: number): boolean {
  return ports.from <= port && port <= ports.to;
}

/** `tcp 443`, `udp 1000-2000`, `every protocol`: for a message. */
export function trafficText(protocol: Protocol | Unknown, ports: Ports | Unknown): string {
  if (protocol instanceof Unknown) return 'a protocol that is not known';
  if (protocol === 'all') return 'every protocol and port';
  if (!hasPorts(protocol)) return `protocol ${protocol}`;
  if (ports instanceof Unknown) return `${protocol} on ports that are not known`;
  if (ports.from === ports.to) return `${protocol} port ${ports.from}`;
  return ports.from <= 0 && ports.to >= 65_535
    ? `every ${protocol} port`
    : `${protocol} ports ${ports.from}-${ports.to}`;
}
