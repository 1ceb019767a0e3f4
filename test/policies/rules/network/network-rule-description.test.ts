import { rule } from '../../../../policies/rules/network/network-rule-description';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    inline: `
resource "aws_security_group" "g" {
  ingress {
    description = "HTTPS from the load balancer"
    protocol    = "tcp"
  }
}
`,
    'a rule': `
resource "aws_vpc_security_group_egress_rule" "r" {
  description = "To the ledger"
}
`,
  },
  fail: {
    inline: `
resource "aws_security_group" "g" {
  egress {
    protocol = "tcp"
  }
}
`,
    'a rule of the old kind': `
resource "aws_security_group_rule" "r" {
  type = "ingress"
}
`,
    'a rule of the new kind': `
resource "aws_vpc_security_group_ingress_rule" "r" {}
`,
  },
  unknown: {
    'a variable': `
variable "text" {}
resource "aws_security_group_rule" "r" {
  type        = "ingress"
  description = var.text
}
`,
  },
  evasion: {
    blank: `
resource "aws_security_group_rule" "r" {
  type        = "ingress"
  description = ""
}
`,
    'one of two': `
resource "aws_security_group" "g" {
  ingress {
    description = "HTTPS from the load balancer"
  }
  ingress {
    protocol = "tcp"
  }
}
`,
  },
  silent: {
    'a group without inline rules': `
resource "aws_security_group" "g" {}
`,
  },
});
