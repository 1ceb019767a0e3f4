import { rule } from '../../../../policies/rules/network/network-firewall-logging';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    logs: `
resource "aws_networkfirewall_firewall" "f" {}
resource "aws_networkfirewall_logging_configuration" "l" {
  firewall_arn = aws_networkfirewall_firewall.f.arn
}
`,
  },
  fail: {
    none: `
resource "aws_networkfirewall_firewall" "f" {}
`,
  },
  unknown: {
    'of whichever': `
variable "firewall" {}
resource "aws_networkfirewall_firewall" "f" {}
resource "aws_networkfirewall_logging_configuration" "l" {
  firewall_arn = var.firewall
}
`,
  },
  evasion: {
    'of another': `
resource "aws_networkfirewall_firewall" "f" {}
resource "aws_networkfirewall_logging_configuration" "l" {
  firewall_arn = "arn:aws:network-firewall:eu-central-1:111122223333:firewall/other"
}
`,
  },
});
