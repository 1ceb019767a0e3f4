import { rule } from '../../../../policies/rules/ecs/ecs-separate-roles';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'two roles': of(`task_role_arn = "arn:aws:iam::123456789012:role/a"
  execution_role_arn = "arn:aws:iam::123456789012:role/b"`),
    'one only': of('execution_role_arn = "arn:aws:iam::123456789012:role/b"'),
    'two of the configuration': `resource "aws_iam_role" "a" {
  name = "a"
}
resource "aws_iam_role" "b" {
  name = "b"
}
resource "aws_ecs_task_definition" "r" {
  task_role_arn = aws_iam_role.a.arn
  execution_role_arn = aws_iam_role.b.arn
}`,
  },
  fail: {
    'one role': of(`task_role_arn = "arn:aws:iam::123456789012:role/a"
  execution_role_arn = "arn:aws:iam::123456789012:role/a"`),
  },
  evasion: {
    'one of the configuration': `resource "aws_iam_role" "a" {
  name = "a"
}
resource "aws_ecs_task_definition" "r" {
  task_role_arn = aws_iam_role.a.arn
  execution_role_arn = aws_iam_role.a.arn
}`,
    'one variable': `variable "role" {}
resource "aws_ecs_task_definition" "r" {
  task_role_arn = var.role
  execution_role_arn = var.role
}`,
  },
});
