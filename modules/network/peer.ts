import { Token } from 'cdktf';
import { InvalidInputError, type Problem } from '../core/errors';
import { Cidr, cidrProblem } from './cidr';
import { isUniqueLocal, readIpv6Cidr } from './ipv6-cidr';
import type { Port } from './port';

/** One target of a rule: a rule has exactly one of these. */
export type RuleTarget =
  | { readonly kind: 'security-group'; readonly securityGroupId: string }
  | { readonly kind: 'prefix-list'; readonly prefixListId: string; readonly maxEntries: number }
  | { readonly kind: 'cidr-ipv4'; readonly cidr: string }
  | { readonly kind: 'cidr-ipv6'; readonly cidr: string };

/** The other side of a connection. */
export interface IPeer {
  /** Readable, and distinct among the peers of one client: it is a part of construct ids. No Terraform references. */
  readonly peerName: string;
  readonly targets: readonly RuleTarget[];
  /** What is wrong with reaching this peer on the port. @default nothing */
  portProblem?(port: Port): Problem | undefined;
}

/** Options of `Peer.internet`. */
export interface InternetOptions {
  /** Why a port other than 443 has to be reached, for example `The partner's SFTP server`. @default only TCP 443 */
  readonly otherPortsBecause?: string;
  /** Also over IPv6: a rule for ::/0. @default false */
  readonly ipv6?: boolean;
}

/** Ranges wider than this hold public addresses, whatever they start with: the widest private range is 10.0.0.0/8. */
const WIDEST_IPV4_PREFIX = 8;
/** No organisation's own public IPv6 range is wider; the private fc00::/7 is allowed apart. */
const WIDEST_IPV6_PREFIX = 16;

/** Makes peers that are not constructs. Security groups and endpoints are peers themselves. */
export const Peer = {
  /** A range of IPv4 addresses, /8 or narrower. @throws InvalidInputError, with what was probably meant */
  ipv4(cidr: string): IPeer {
    const range = Cidr.read(cidr);
    if (!(range instanceof Cidr)) throw refusal([cidrProblem('cidr', cidr, range)]);
    if (range.prefixLength < WIDEST_IPV4_PREFIX) throw refusal([tooWide(cidr, `/${WIDEST_IPV4_PREFIX}`)]);
    return { peerName: slug(cidr), targets: [{ kind: 'cidr-ipv4', cidr }] };
  },

  /** A range of IPv6 addresses, /16 or narrower, or in fc00::/7. @throws InvalidInputError */
  ipv6(cidr: string): IPeer {
    const range = readIpv6Cidr(cidr);
    if ('mistake' in range) {
      const problem = cidrProblem('cidr', cidr, range);
      throw refusal([
        { ...problem, allowed: `an IPv6 range such as 2001:db8::/32 (this is ${range.mistake})` },
      ]);
    }
    if (range.prefixLength < WIDEST_IPV6_PREFIX && !isUniqueLocal(range)) {
      throw refusal([tooWide(cidr, `/${WIDEST_IPV6_PREFIX}`)]);
    }
    return { peerName: slug(cidr), targets: [{ kind: 'cidr-ipv6', cidr }] };
  },

  /**
   * A managed prefix list.
   *
   * @param name readable and stable, such as `s3`
   * @param maxEntries rules that the list counts for in a group's quota: the maximum of a list of your own, the weight
   *   of an AWS list. @default 1, the weight of the lists of S3 and DynamoDB
   */
  prefixList(name: string, prefixListId: string, maxEntries = 1): IPeer {
    return { peerName: checkedName(name), targets: [{ kind: 'prefix-list', prefixListId, maxEntries }] };
  },

  /**
   * A security group whose rules belong to somebody else: only our own side of the connection is written. For a group
   * on which the other side may be written too, use `SecurityGroup.fromAttributes`.
   *
   * @param securityGroupId `sg-…`, or `<account id>/sg-…` for the group of another account in a shared VPC
   */
  foreignSecurityGroup(name: string, securityGroupId: string): IPeer {
    return { peerName: checkedName(name), targets: [{ kind: 'security-group', securityGroupId }] };
  },

  /** Every public address. The only way to write 0.0.0.0/0 or ::/0, and only for TCP 443 unless a reason is given. */
  internet({ otherPortsBecause, ipv6 = false }: InternetOptions = {}): IPeer {
    const targets: RuleTarget[] = [{ kind: 'cidr-ipv4', cidr: '0.0.0.0/0' }];
    if (ipv6) targets.push({ kind: 'cidr-ipv6', cidr: '::/0' });
    return {
      peerName: 'internet',
      targets,
      portProblem: (port) => (port.isHttps || hasText(otherPortsBecause) ? undefined : internetPort(port)),
    };
  },
} as const;

/** Whether the peer is everybody. Nothing in a security group may be open to it. */
export function isInternet(peer: IPeer): boolean {
  return peer.targets.some((target) => 'cidr' in target && target.cidr.endsWith('/0'));
}

function checkedName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name) && !Token.isUnresolved(name)) return name;
  throw refusal([
    {
      code: 'peer-name',
      property: 'name',
      received: name,
      allowed: 'letters, digits, dots, dashes and underscores, without Terraform references',
      fix: 'Give a readable name that stays the same: it becomes a part of the rule’s construct id.',
    },
  ]);
}

function internetPort(port: Port): Problem {
  return {
    code: 'internet-port',
    property: 'port',
    received: port.toString(),
    allowed: 'tcp-443',
    fix: "Say why in Peer.internet({ otherPortsBecause: '…' }), or use TCP 443.",
  };
}

function tooWide(cidr: string, widest: string): Problem {
  return {
    code: 'peer-too-wide',
    property: 'cidr',
    received: cidr,
    allowed: `a range of ${widest} or narrower`,
    fix: 'Name the range that is really meant, or use Peer.internet() for egress to the internet.',
  };
}

function refusal(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError('Peer', problems);
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim().length > 0;
}

function slug(cidr: string): string {
  return cidr.replace('/', '_').replaceAll(/[.:]/g, '-');
}
