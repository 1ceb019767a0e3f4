import { rule } from '../../../../policies/rules/network/network-no-public-ip-on-launch';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'not written': `
resource "aws_subnet" "s" {}
`,
    false: `
resource "aws_subnet" "s" {
  map_public_ip_on_launch = false
}
`,
  },
  fail: {
    true: `
resource "aws_subnet" "s" {
  map_public_ip_on_launch = true
}
`,
  },
  unknown: {
    'a variable': `
variable "on" {}
resource "aws_subnet" "s" {
  map_public_ip_on_launch = var.on
}
`,
  },
  evasion: {
    'a string': `
resource "aws_subnet" "s" {
  map_public_ip_on_launch = "true"
}
`,
  },
});
