import { Unknown } from '../../graph/value';
import { type DnsFirewallRule, dnsFirewalls } from '../../model/network/dns-firewall';
import { idAt } from '../../model/network/ids';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-dns-firewall-blocks',
  severity: 'medium',
  summary: 'The DNS firewall of a VPC blocks something, and does not let every name through before.',
  rationale:
    'What no rule names is answered. A firewall of ALLOW and ALERT rules alone lets every name be resolved, and looks like ' +
    'an allowlist. So does one whose list of allowed names has a `*`: the first rule that fits decides.',
  remediation:
    'End the rules with one that has the domain `*`, the action BLOCK and the highest priority number.',
  types: ['aws_route53_resolver_firewall_rule_group_association'],
  check: (resource, context) => {
    const vpc = idAt(context.graph, resource, 'vpc_id');
    const firewall = typeof vpc === 'string' ? context.derive(dnsFirewalls).get(vpc) : undefined;
    if (!firewall) return [];
    const [gap] = firewall.unknowns;
    const open = firewall.rules.map(({ action }) => action).find((action) => action instanceof Unknown);
    const all = firewall.rules.find((rule) => rule.action === 'BLOCK' || allowsAll(rule));
    if (all && all.action !== 'BLOCK') {
      return fail(`${all.resource.address} lets every name through before anything is blocked`, {
        resource: all.resource,
        path: 'firewall_domain_list_id',
      });
    }
    if (all) return pass();
    const reason = gap ?? open;
    return reason instanceof Unknown
      ? unknown('the rules of the DNS firewall', reason, 'firewall_rule_group_id')
      : fail('no rule of the DNS firewall blocks', 'firewall_rule_group_id');
  },
};

function allowsAll({ action, domains }: DnsFirewallRule): boolean {
  return action === 'ALLOW' && !(domains instanceof Unknown) && domains.some((one) => /^\*\.?$/.test(one));
}
