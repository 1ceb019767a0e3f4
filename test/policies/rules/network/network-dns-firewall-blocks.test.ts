import { rule } from '../../../../policies/rules/network/network-dns-firewall-blocks';
import { testRule } from '../support';

const firewall = (action: string) => `
resource "aws_route53_resolver_firewall_rule_group" "g" {}
resource "aws_route53_resolver_firewall_rule" "r" {
  action                  = "${action}"
  priority                = 1
  firewall_domain_list_id = "rslvr-fdl-1"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.g.id
}
resource "aws_route53_resolver_firewall_rule_group_association" "a" {
  priority               = 101
  vpc_id                 = "vpc-1"
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.g.id
}
#`;

const allowing = (domain: string, priority: number) => `
resource "aws_route53_resolver_firewall_domain_list" "l" {
  domains = ["${domain}"]
}
resource "aws_route53_resolver_firewall_rule" "first" {
  action                  = "ALLOW"
  priority                = ${priority}
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.l.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.g.id
}
`;

testRule(rule, {
  pass: {
    'blocks the rest': firewall('BLOCK'),
    'allows some names before': allowing('example.com', 0) + firewall('BLOCK'),
    'allows the rest at last': allowing('*', 2) + firewall('BLOCK'),
  },
  fail: {
    'allows every name before': allowing('*', 0) + firewall('BLOCK'),
    'only alerts': firewall('ALERT'),
    'no rules': firewall('BLOCK').replace(/resource "aws_route53_resolver_firewall_rule" [\s\S]*?\n}/, ''),
  },
  unknown: {
    'another group': firewall('ALERT').replace(
      'aws_route53_resolver_firewall_rule_group.g.id\n}\n#',
      '"rslvr-frg-1"\n}',
    ),
  },
});
