import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-rotation';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a rotation': `resource "aws_secretsmanager_secret" "r" {
  name = "s"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id = aws_secretsmanager_secret.r.id
}`,
    'by its ARN': `resource "aws_secretsmanager_secret" "r" {
  name = "s"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id = aws_secretsmanager_secret.r.arn
}`,
    'inside, as provider 3 had it': of(
      'rotation_lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f"',
    ),
  },
  fail: {
    nothing: of('name = "s"'),
    'the rotation of another': `resource "aws_secretsmanager_secret" "r" {
  name = "s"
}
resource "aws_secretsmanager_secret" "t" {
  name = "t"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id = aws_secretsmanager_secret.t.id
}`,
  },
  unknown: {
    'of which nobody knows': `variable "v" {}
resource "aws_secretsmanager_secret" "r" {
  name = "s"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id = var.v
}`,
  },
  evasion: {
    'a rotation with count 0': `resource "aws_secretsmanager_secret" "r" {
  name = "s"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  count = 0
  secret_id = aws_secretsmanager_secret.r.id
}`,
  },
});
