import { rule } from '../../../../policies/rules/network/network-firewall-delete-protection';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    on: `
resource "aws_networkfirewall_firewall" "f" {
  delete_protection = true
}
`,
  },
  fail: {
    default: `
resource "aws_networkfirewall_firewall" "f" {}
`,
    off: `
resource "aws_networkfirewall_firewall" "f" {
  delete_protection = false
}
`,
  },
  unknown: {
    'a variable': `
variable "on" {}
resource "aws_networkfirewall_firewall" "f" {
  delete_protection = var.on
}
`,
  },
});
