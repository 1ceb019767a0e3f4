import { rule } from '../../../../policies/rules/network/network-flow-log-rejects';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    all: `
resource "aws_flow_log" "l" {
  traffic_type = "ALL"
}
`,
    refused: `
resource "aws_flow_log" "l" {
  traffic_type = "REJECT"
}
`,
  },
  fail: {
    accepted: `
resource "aws_flow_log" "l" {
  traffic_type = "ACCEPT"
}
`,
  },
  unknown: {
    'a variable': `
variable "type" {}
resource "aws_flow_log" "l" {
  traffic_type = var.type
}
`,
  },
  silent: {
    'of a transit gateway': `
resource "aws_flow_log" "l" {
  transit_gateway_id = "tgw-1"
}
`,
  },
});
