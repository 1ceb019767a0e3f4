import { companionsOf } from '../companions';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** Resources that bring a rule group to VPCs: of this account, of others, by a profile. */
const BRINGERS = [
  ['aws_route53_resolver_firewall_rule_group_association', 'firewall_rule_group_id'],
  ['aws_ram_resource_association', 'resource_arn'],
  ['aws_route53profiles_resource_association', 'resource_arn'],
] as const;

export const rule: Rule = {
  id: 'network-dns-firewall-attached',
  severity: 'medium',
  summary: 'A rule group of the DNS firewall filters the queries of a VPC.',
  rationale:
    'Rules that no VPC has filter nothing, while whoever reads them believes that only the listed names are resolved.',
  remediation:
    'Add an `aws_route53_resolver_firewall_rule_group_association` with the VPC, share the group, or delete it.',
  types: ['aws_route53_resolver_firewall_rule_group'],
  check: (resource, context): Outcome => {
    const found = BRINGERS.map(([type, attribute]) => companionsOf(context, resource, type, attribute));
    if (found.some(({ sure }) => sure.length > 0)) return pass();
    const [maybe] = found.flatMap(({ possible }) => possible);
    return maybe
      ? unknown('whether a VPC has the rule group', `${maybe.address} may name it`)
      : fail('no VPC has the rule group');
  },
};
