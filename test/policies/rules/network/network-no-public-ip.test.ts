import { rule } from '../../../../policies/rules/network/network-no-public-ip';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'not written': `
resource "aws_instance" "i" {}
`,
    'a template without interfaces': `
resource "aws_launch_template" "t" {}
`,
    false: `
resource "aws_launch_configuration" "c" {
  associate_public_ip_address = false
}
`,
  },
  fail: {
    'an instance': `
resource "aws_instance" "i" {
  associate_public_ip_address = true
}
`,
    'a template': `
resource "aws_launch_template" "t" {
  network_interfaces {
    associate_public_ip_address = true
  }
}
`,
    'a launch configuration': `
resource "aws_launch_configuration" "c" {
  associate_public_ip_address = true
}
`,
  },
  unknown: {
    'a variable': `
variable "on" {}
resource "aws_instance" "i" {
  associate_public_ip_address = var.on
}
`,
  },
  evasion: {
    'the second interface, as a string': `
resource "aws_launch_template" "t" {
  network_interfaces {
    associate_public_ip_address = false
  }
  network_interfaces {
    associate_public_ip_address = "true"
  }
}
`,
  },
});
