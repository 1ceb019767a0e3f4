import { rule } from '../../../../policies/rules/network/network-endpoint-service-acceptance';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    required: `
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required = true
}
`,
  },
  fail: {
    not: `
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required = false
}
`,
  },
  unknown: {
    'a variable': `
variable "on" {}
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required = var.on
}
`,
  },
  evasion: {
    'a string': `
resource "aws_vpc_endpoint_service" "s" {
  acceptance_required = "false"
}
`,
  },
});
