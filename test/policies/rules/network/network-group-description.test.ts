import { rule } from '../../../../policies/rules/network/network-group-description';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'a sentence': `
resource "aws_security_group" "g" {
  description = "Clients of the ledger"
}
`,
    'a sentence of which a piece is not known': `
variable "env" {}
resource "aws_security_group" "g" {
  description = "\${var.env}: clients of the ledger"
}
`,
  },
  fail: {
    none: `
resource "aws_security_group" "g" {}
`,
  },
  unknown: {
    'what may be the default': `
variable "what" {}
resource "aws_security_group" "g" {
  description = "Managed by \${var.what}"
}
`,
    'a variable': `
variable "text" {}
resource "aws_security_group" "g" {
  description = var.text
}
`,
  },
  evasion: {
    blank: `
resource "aws_security_group" "g" {
  description = " "
}
`,
    'the default, written out': `
resource "aws_security_group" "g" {
  description = "Managed by Terraform"
}
`,
  },
});
