import type { Resource } from '../../../graph/resource';
import { Unknown } from '../../../graph/value';
import { isWorld } from '../../../model/network/internet';
import type { IpSet } from '../../../model/network/ip-set';
import type { AclRule, NetworkAcl } from '../../../model/network/network-acl';
import { networkAcls } from '../../../model/network/network-acls';
import { coversPort, trafficText } from '../../../model/network/traffic';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** Resources that state rules of network ACLs. */
export const ACL_TYPES = ['aws_network_acl', 'aws_default_network_acl', 'aws_network_acl_rule'] as const;

/**
 * The ACL must not let the world in to the TCP port. A rule is right where rules with a lower number refuse what it
 * would let in; the accused is the rule that lets it in.
 */
export function mustNotAdmitWorld(
  resource: Resource,
  context: RuleContext,
  port: number,
): readonly Outcome[] {
  const acls = context.derive(networkAcls);
  const acl = acls.owner(resource);
  const rules = acls.statedBy(resource).filter(({ direction }) => direction === 'ingress');
  const gaps = (acl?.unknowns ?? []).filter(({ direction }) => direction !== 'egress');
  const outcomes = rules
    .map((rule) => judgeRule(rule, acl, port))
    .filter((outcome) => outcome.status !== 'pass');
  if (resource.type !== 'aws_network_acl_rule') {
    for (const { reason } of gaps) outcomes.push(unknown('the rules of the network ACL', reason, 'ingress'));
  }
  if (outcomes.length > 0) return outcomes;
  return rules.length > 0 || resource.type !== 'aws_network_acl_rule' ? [pass()] : [];
}

function judgeRule(rule: AclRule, acl: NetworkAcl | undefined, port: number): Outcome {
  if (rule.action === 'deny' || covers(rule, port) === false) return pass();
  if (!(rule.addresses instanceof Unknown) && !isWorld(rule.addresses)) return pass();
  const reason = firstReason(rule, port);
  if (reason) return unknown(rule.path || 'the rule', reason, rule.path);
  const left = leftAfterDenials(rule, acl, port);
  if (left instanceof Unknown) return unknown('what rules with lower numbers refuse', left, rule.path);
  if (!isWorld(left)) return pass();
  return fail(`${trafficText(rule.protocol, rule.ports)} is let in from ${String(rule.cidr)}`, rule.path);
}

function covers(rule: AclRule, port: number): boolean | Unknown {
  const { protocol, ports } = rule;
  if (!(protocol instanceof Unknown) && protocol !== 'all' && protocol !== 'tcp') return false;
  if (ports instanceof Unknown) return ports;
  return coversPort(ports, port) && (protocol instanceof Unknown ? protocol : true);
}

function firstReason(rule: AclRule, port: number): Unknown | undefined {
  const covered = covers(rule, port);
  return [rule.action, rule.addresses, covered].find((one): one is Unknown => one instanceof Unknown);
}

/** The addresses that are still let in to the port after all rules with lower numbers. */
function leftAfterDenials(rule: AclRule, acl: NetworkAcl | undefined, port: number): IpSet | Unknown {
  let left = rule.addresses;
  for (const other of acl?.rules ?? []) {
    if (left instanceof Unknown) return left;
    if (other.direction !== 'ingress' || other.action === 'allow' || other === rule) continue;
    if (other.number instanceof Unknown || rule.number instanceof Unknown) continue;
    if (other.number > rule.number || other.uncertain || covers(other, port) !== true) continue;
    if (other.action instanceof Unknown || other.addresses instanceof Unknown) continue;
    left = left.minus(other.addresses);
  }
  return left;
}
