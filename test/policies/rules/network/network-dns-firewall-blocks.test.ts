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

testRule(rule, {
  pass: {
    'blocks the rest': firewall('BLOCK'),
  },
  fail: {
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
