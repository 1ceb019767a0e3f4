import { Unknown } from '../../graph/value';
import { dnsFirewalls } from '../../model/network/dns-firewall';
import { idAt } from '../../model/network/ids';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-dns-firewall-blocks',
  severity: 'medium',
  summary: 'The DNS firewall of a VPC blocks something.',
  rationale:
    'What no rule names is answered. A firewall of ALLOW and ALERT rules alone lets every name be resolved, and looks like ' +
    'an allowlist.',
  remediation:
    'End the rules with one that has the domain `*`, the action BLOCK and the highest priority number.',
  types: ['aws_route53_resolver_firewall_rule_group_association'],
  check: (resource, context) => {
    const vpc = idAt(context.graph, resource, 'vpc_id');
    const firewall = typeof vpc === 'string' ? context.derive(dnsFirewalls).get(vpc) : undefined;
    if (!firewall) return [];
    const [gap] = firewall.unknowns;
    const open = firewall.rules.map(({ action }) => action).find((action) => action instanceof Unknown);
    if (firewall.rules.some(({ action }) => action === 'BLOCK')) return pass();
    const reason = gap ?? open;
    return reason instanceof Unknown
      ? unknown('the rules of the DNS firewall', reason, 'firewall_rule_group_id')
      : fail('no rule of the DNS firewall blocks', 'firewall_rule_group_id');
  },
};
