import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { aclVerdict, EPHEMERAL_PORTS } from '../network/acl-verdict';
import type { IpSet } from '../network/ip-set';
import type { NetworkAcl } from '../network/network-acl';
import { networkAcls } from '../network/network-acls';
import type { Direction } from '../network/security-group';
import type { Subnet } from '../network/subnets';
import type { Ports } from '../network/traffic';
import { rangesOf } from './placement';
import { PUBLIC_V4, rangesText } from './ranges';
import { blocked, open, type Step, uncertain, worst } from './step';

/** Packets that a subnet's ACL has to let through for one connection, seen from the subnet. */
interface Crossing {
  readonly subnet: Subnet;
  /** Whether the connection begins in the subnet. */
  readonly outgoing: boolean;
  readonly port: number;
  /** The other side. */
  readonly addresses: IpSet;
}

/** What network ACLs say of connections. ACLs keep no state, so the answers are asked for as well. */
export class AclSteps {
  private readonly known = new Map<string, Step>();
  private readonly sure = new Map<string, boolean>();

  constructor(private readonly context: RuleContext) {}

  /** From a subnet to addresses of the internet. */
  toInternet(subnet: Subnet, port: number): Step {
    return this.once(`${subnet.id} internet ${port}`, () =>
      this.crossing({ subnet, outgoing: true, port, addresses: PUBLIC_V4 }),
    );
  }

  /** Between two subnets. Within one no ACL has a say. */
  between(from: Subnet, to: Subnet, port: number): Step | undefined {
    if (from.id === to.id) return undefined;
    const pair = `${from.id} ${to.id} ${port}`;
    return this.once(pair, () => {
      const [source, target] = [rangesOf([from]), rangesOf([to])];
      if (!source || !target) return this.unranged(from, to, port);
      const steps = [
        this.crossing({ subnet: from, outgoing: true, port, addresses: target }),
        this.crossing({ subnet: to, outgoing: false, port, addresses: source }),
      ];
      const passage = worst(steps);
      return steps.find((step) => step.passage === passage) as Step;
    });
  }

  /** Packets that a NAT or a firewall in the subnet takes from another one: their source is that one, their target not. */
  entering(from: Subnet, to: Subnet, port: number): Step | undefined {
    if (from.id === to.id) return undefined;
    return this.once(`${from.id} into ${to.id} ${port}`, () => {
      const source = rangesOf([from]);
      if (source) return this.crossing({ subnet: to, outgoing: false, port, addresses: source });
      return this.isOpen(to)
        ? open('network acl', `the network ACL of ${to.resource.address} lets everything through`)
        : this.unranged(from, to, port);
    });
  }

  private once(key: string, make: () => Step): Step {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }

  /** Two subnets of which one has a range that nobody knows: only ACLs that let everything through let this through. */
  private unranged(from: Subnet, to: Subnet, port: number): Step {
    if (this.isOpen(from) && this.isOpen(to)) {
      return open(
        'network acl',
        `the network ACLs of ${from.resource.address} and ${to.resource.address} let everything through`,
      );
    }
    return uncertain(
      'network acl',
      `tcp ${port} from ${from.resource.address} to ${to.resource.address}`,
      'the ranges of the subnets are not known',
      from.resource,
    );
  }

  private isOpen(subnet: Subnet): boolean {
    const known = this.sure.get(subnet.id);
    if (known !== undefined) return known;
    const step = this.crossing({ subnet, outgoing: true, port: 443, addresses: PUBLIC_V4 });
    const acl = this.context.derive(networkAcls).ofSubnet(subnet.id, subnet.vpc);
    const all =
      step.passage === 'open' &&
      !(acl instanceof Unknown) &&
      acl.isDefault &&
      acl.rules.every(({ path, action }) => path === '' && action === 'allow');
    this.sure.set(subnet.id, all);
    return all;
  }

  private crossing({ subnet, outgoing, port, addresses }: Crossing): Step {
    const acl = this.context.derive(networkAcls).ofSubnet(subnet.id, subnet.vpc);
    const { address } = subnet.resource;
    if (acl instanceof Unknown)
      return uncertain('network acl', `the network ACL of ${address}`, acl, subnet.resource);
    const wanted: Ports = { from: port, to: port };
    const [there, back]: readonly [Direction, Direction] = outgoing
      ? ['egress', 'ingress']
      : ['ingress', 'egress'];
    return (
      this.closed(acl, subnet, { direction: there, ports: wanted, addresses }) ??
      this.closed(acl, subnet, { direction: back, ports: EPHEMERAL_PORTS, addresses }) ??
      open(
        'network acl',
        `${aclName(acl, subnet)} lets tcp ${port} ${outgoing ? 'out' : 'in'} and its answers back`,
        acl.resource,
      )
    );
  }

  private closed(
    acl: NetworkAcl,
    subnet: Subnet,
    { direction, ports, addresses }: { direction: Direction; ports: Ports; addresses: IpSet },
  ): Step | undefined {
    const verdict = aclVerdict(acl, { direction, protocol: 'tcp', ports, addresses });
    if (verdict.status === 'allowed') return undefined;
    const text =
      ports.from === ports.to ? `tcp ${ports.from}` : `the answers (tcp ${ports.from}-${ports.to})`;
    const preposition = direction === 'egress' ? 'out to' : 'in from';
    const range = addresses === PUBLIC_V4 ? 'the internet' : rangesText(addresses);
    const what = `${text} ${preposition} ${range}`;
    const at = verdict.by
      ? { resource: verdict.by.resource, path: verdict.by.path }
      : (acl.resource ?? subnet.resource);
    const name = aclName(acl, subnet);
    if (verdict.status === 'unknown')
      return uncertain('network acl', `${what} by ${name}`, verdict.reason, at);
    const number = verdict.by?.number;
    if (verdict.status === 'partly')
      return uncertain(
        'network acl',
        `${what} by ${name}`,
        'it lets a part of the addresses or ports through',
        at,
      );
    const rule = typeof number === 'number' ? `rule ${number} of ${name} drops` : `no rule of ${name} lets`;
    return blocked(
      'network acl',
      typeof number === 'number' ? `${rule} ${what}` : `${rule} ${what}`,
      `add an ${direction} rule to ${name} that allows ${text} ${direction === 'egress' ? 'to' : 'from'} ${range}${typeof number === 'number' ? `, with a number below ${number}` : ''}`,
      at,
    );
  }
}

function aclName(acl: NetworkAcl, subnet: Subnet): string {
  const { resource } = acl;
  if (!resource) return `the network ACL of ${subnet.resource.address}`;
  return resource.type.includes('network_acl')
    ? resource.address
    : `the default network ACL of ${resource.address}`;
}
