import { rule } from '../../../../policies/rules/network/network-group-attached';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'a function': `
resource "aws_security_group" "g" {}
resource "aws_lambda_function" "f" {
  vpc_config {
    subnet_ids         = ["subnet-1"]
    security_group_ids = [aws_security_group.g.id]
  }
}
`,
    'by an attachment': `
resource "aws_security_group" "g" {}
resource "aws_network_interface_sg_attachment" "a" {
  security_group_id    = aws_security_group.g.id
  network_interface_id = "eni-1"
}
`,
    'a type that the list of attachments does not know': `
resource "aws_security_group" "g" {}
resource "aws_m2_environment" "m" {
  security_group_ids = [aws_security_group.g.id]
}
`,
    'within a list that is not known': `
variable "more" {}
resource "aws_security_group" "g" {}
resource "aws_instance" "i" {
  vpc_security_group_ids = concat([aws_security_group.g.id], var.more)
}
`,
  },
  fail: {
    nothing: `
resource "aws_security_group" "g" {}
`,
  },
  evasion: {
    'only a rule of its own': `
resource "aws_security_group" "g" {}
resource "aws_security_group_rule" "r" {
  type              = "ingress"
  security_group_id = aws_security_group.g.id
  self              = true
}
`,
    'only named by its name in a tag': `
resource "aws_security_group" "g" {}
resource "aws_s3_bucket" "b" {
  tags = { group = aws_security_group.g.id }
}
`,
  },
});
