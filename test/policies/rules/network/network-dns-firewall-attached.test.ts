import { rule } from '../../../../policies/rules/network/network-dns-firewall-attached';
import { testRule } from '../support';

const group = 'resource "aws_route53_resolver_firewall_rule_group" "g" {}\n';
const association = (id: string) => `
resource "aws_route53_resolver_firewall_rule_group_association" "a" {
  firewall_rule_group_id = ${id}
  vpc_id                 = "vpc-1"
}
`;

testRule(rule, {
  pass: {
    'a VPC has it': group + association('aws_route53_resolver_firewall_rule_group.g.id'),
    'it is shared': `${group}resource "aws_ram_resource_association" "s" {
  resource_arn = aws_route53_resolver_firewall_rule_group.g.arn
}`,
  },
  fail: {
    'nobody has it': group,
    'a VPC has another': group + association('"rslvr-frg-2"'),
  },
  unknown: {
    'a VPC has one that is not known': `variable "group" {}\n${group}${association('var.group')}`,
  },
});
