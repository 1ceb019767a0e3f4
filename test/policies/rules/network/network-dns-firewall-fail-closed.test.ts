import { rule } from '../../../../policies/rules/network/network-dns-firewall-fail-closed';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    default: `
resource "aws_route53_resolver_firewall_config" "c" {}
`,
    closed: `
resource "aws_route53_resolver_firewall_config" "c" {
  firewall_fail_open = "DISABLED"
}
`,
  },
  fail: {
    open: `
resource "aws_route53_resolver_firewall_config" "c" {
  firewall_fail_open = "ENABLED"
}
`,
  },
  unknown: {
    'a variable': `
variable "open" {}
resource "aws_route53_resolver_firewall_config" "c" {
  firewall_fail_open = var.open
}
`,
  },
});
