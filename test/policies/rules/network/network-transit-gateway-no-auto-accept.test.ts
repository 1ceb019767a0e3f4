import { rule } from '../../../../policies/rules/network/network-transit-gateway-no-auto-accept';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    default: `
resource "aws_ec2_transit_gateway" "t" {}
`,
    disabled: `
resource "aws_ec2_transit_gateway" "t" {
  auto_accept_shared_attachments = "disable"
}
`,
  },
  fail: {
    enabled: `
resource "aws_ec2_transit_gateway" "t" {
  auto_accept_shared_attachments = "enable"
}
`,
  },
  unknown: {
    'a variable': `
variable "on" {}
resource "aws_ec2_transit_gateway" "t" {
  auto_accept_shared_attachments = var.on
}
`,
  },
});
