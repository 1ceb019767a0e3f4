import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { type IPeer, isInternet, type RuleTarget } from './peer';
import type { Port } from './port';

/** A peer that is a security group of ours: both sides of a connection to it are written. */
export interface IConnectable extends IPeer {
  readonly securityGroupId: string;
  readonly connections: Connections;
}

type Direction = 'ingress' | 'egress';

interface Rule {
  readonly direction: Direction;
  readonly target: RuleTarget;
  /** All reasons that were given for it. */
  readonly reasons: Set<string>;
}

/** Rules of a security group in each direction and IP version, by default. Source: VPC quotas, facts.json `q-sg-rules`. */
export const RULES_QUOTA = 60;

/** What AWS takes in the description of a rule, 255 characters at most. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]+$/;
const DESCRIPTION_LENGTH = 255;

/**
 * The connections of one security group. Each becomes standalone rules (`aws_vpc_security_group_*_rule`), never inline
 * ones: Terraform would revoke the one because of the other.
 *
 * The rules are children of the client's security group, on both sides: removing the client removes its rules, and a
 * group that is served to many stacks (an endpoint's) need not know its clients. Construct ids follow from the peer's
 * name and the port alone, so the order of the calls does not matter.
 */
export class Connections {
  private readonly rules = new Map<string, Rule>();
  private readonly counts: Record<Direction, { ipv4: number; ipv6: number }> = {
    ingress: { ipv4: 0, ipv6: 0 },
    egress: { ipv4: 0, ipv6: 0 },
  };

  constructor(private readonly owner: Construct & Omit<IConnectable, 'connections'>) {
    owner.node.addValidation({ validate: () => this.quotaErrors() });
  }

  /**
   * Lets this group open connections to the peer: a rule for egress here and, when the peer is a security group of
   * ours, one for ingress there. Asking for the same twice gives one rule with both reasons.
   *
   * @param why the rule's description, for whoever reads it in the AWS console
   * @throws InvalidInputError when the port is not allowed for the peer, or the reason cannot be a description
   */
  allowTo(peer: IPeer, port: Port, why: string): void {
    this.check(peer, port, why, 'allowTo');
    peer.targets.forEach((target, i) => {
      const isNew = this.addRule(`to-${peer.peerName}-${port}${suffix(i)}`, 'egress', target, port, why);
      if (isNew) this.count('egress', target);
    });
    if (isConnectable(peer)) peer.connections.admit(this.owner, this, port, why);
  }

  /**
   * Lets the peer open connections to this group. For a peer that is a security group this is its `allowTo`; for a
   * range or a prefix list it is a rule for ingress here. The internet is refused.
   *
   * @throws InvalidInputError
   */
  allowFrom(peer: IPeer, port: Port, why: string): void {
    if (isConnectable(peer)) {
      peer.connections.allowTo(this.asPeer(), port, why);
      return;
    }
    this.check(peer, port, why, 'allowFrom');
    peer.targets.forEach((target, i) => {
      const isNew = this.addRule(`from-${peer.peerName}-${port}${suffix(i)}`, 'ingress', target, port, why);
      if (isNew) this.count('ingress', target);
    });
  }

  /** The other side of a client's `allowTo`: ingress here, written among the client's rules. */
  private admit(client: Connections['owner'], clientConnections: Connections, port: Port, why: string): void {
    const target: RuleTarget = { kind: 'security-group', securityGroupId: client.securityGroupId };
    const id = `into-${this.owner.peerName}-${port}`;
    const isNew = clientConnections.addRule(id, 'ingress', target, port, why, this.owner.securityGroupId);
    if (isNew) this.count('ingress', target);
  }

  private asPeer(): IConnectable {
    const { peerName, securityGroupId, targets } = this.owner;
    return { peerName, securityGroupId, targets, connections: this };
  }

  /** Writes the rule unless it is there. Returns whether it was written. */
  private addRule(
    id: string,
    direction: Direction,
    target: RuleTarget,
    port: Port,
    why: string,
    securityGroupId = this.owner.securityGroupId,
  ): boolean {
    const known = this.rules.get(id);
    if (known) {
      this.checkSameTarget(id, known.target, target);
      known.reasons.add(why);
      return false;
    }
    const rule: Rule = { direction, target, reasons: new Set([why]) };
    this.rules.set(id, rule);
    const config = {
      securityGroupId,
      description: Lazy.stringValue({ produce: () => describe(rule.reasons) }),
      ipProtocol: port.protocol,
      fromPort: port.fromPort,
      toPort: port.toPort,
      ...toAttribute(target),
      tags: { Name: `${this.owner.peerName}-${id}` },
    };
    if (direction === 'egress') new VpcSecurityGroupEgressRule(this.owner, id, config);
    else new VpcSecurityGroupIngressRule(this.owner, id, config);
    return true;
  }

  private check(peer: IPeer, port: Port, why: string, method: 'allowTo' | 'allowFrom'): void {
    const problems = new Problems();
    const portProblem = peer.portProblem?.(port);
    if (portProblem && method === 'allowTo') problems.add(portProblem);
    problems.check(method === 'allowTo' || !isInternet(peer), {
      code: 'ingress-from-internet',
      property: 'peer',
      received: peer.peerName,
      allowed: 'a security group, a prefix list or a range',
      fix: 'Name who is to be let in; what the internet calls stands behind an API, not in a security group.',
    });
    problems.check(DESCRIPTION.test(why) && why.length <= DESCRIPTION_LENGTH && why.trim().length > 0, {
      code: 'rule-reason',
      property: 'why',
      received: why,
      allowed: `1 to ${DESCRIPTION_LENGTH} characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*`,
      fix: 'Say in plain words what the connection is for.',
    });
    problems.throwIfAny(this.owner.node.path);
  }

  /** Two peers of one name would silently become one rule. */
  private checkSameTarget(id: string, known: RuleTarget, target: RuleTarget): void {
    const problems = new Problems();
    problems.check(JSON.stringify(known) === JSON.stringify(target), {
      code: 'peer-name-taken',
      property: 'peer',
      received: id,
      allowed: 'one peer for each name',
      fix: 'Give the two peers different names.',
    });
    problems.throwIfAny(this.owner.node.path);
  }

  /** A group or a prefix list counts for both IP versions. */
  private count(direction: Direction, target: RuleTarget): void {
    const entries = target.kind === 'prefix-list' ? target.maxEntries : 1;
    if (target.kind !== 'cidr-ipv6') this.counts[direction].ipv4 += entries;
    if (target.kind !== 'cidr-ipv4') this.counts[direction].ipv6 += entries;
  }

  private quotaErrors(): string[] {
    return (['ingress', 'egress'] as const).flatMap((direction) => {
      const count = Math.max(this.counts[direction].ipv4, this.counts[direction].ipv6);
      if (count <= RULES_QUOTA) return [];
      return [
        `[security-group-rules] ${direction}: received ${count} rules; allowed: ${RULES_QUOTA}, AWS's default quota. ` +
          'Use a prefix list, let clients share a security group, or have the quota raised.',
      ];
    });
  }
}

/** Whether both sides of a connection to the peer are ours to write. */
export function isConnectable(peer: IPeer): peer is IConnectable {
  return 'connections' in peer && peer.connections instanceof Connections;
}

/** Tells the rules of a peer with several targets apart; the first keeps its id when another is added. */
function suffix(index: number): string {
  return index === 0 ? '' : `-${index + 1}`;
}

/** The reasons in an order that does not depend on who asked first, cut to what AWS takes. */
function describe(reasons: ReadonlySet<string>): string {
  const text = [...reasons].sort().join('; ');
  return text.length <= DESCRIPTION_LENGTH ? text : `${text.slice(0, DESCRIPTION_LENGTH - 3)}...`;
}

function toAttribute(target: RuleTarget) {
  switch (target.kind) {
    case 'security-group':
      return { referencedSecurityGroupId: target.securityGroupId };
    case 'prefix-list':
      return { prefixListId: target.prefixListId };
    case 'cidr-ipv4':
      return { cidrIpv4: target.cidr };
    case 'cidr-ipv6':
      return { cidrIpv6: target.cidr };
  }
}
