import { rule } from '../../../../policies/rules/network/network-no-default-vpc';
import { testRule } from '../support';

testRule(rule, {
  pass: { "one's own": `resource "aws_vpc" "v" {}` },
  fail: {
    'the VPC': `
resource "aws_default_vpc" "d" {}
`,
    'a subnet of it': `
resource "aws_default_subnet" "d" {
  availability_zone = "eu-central-1a"
}
`,
  },
});
