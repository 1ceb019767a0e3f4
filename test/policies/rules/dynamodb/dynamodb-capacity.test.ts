import { rule } from '../../../../policies/rules/dynamodb/dynamodb-capacity';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dynamodb_table" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'on demand': of('billing_mode = "PAY_PER_REQUEST"'),
    scaled: `resource "aws_dynamodb_table" "r" {
  name = "t"
}
resource "aws_appautoscaling_target" "r" {
  resource_id        = "table/\${aws_dynamodb_table.r.name}"
  service_namespace  = "dynamodb"
}
resource "aws_appautoscaling_policy" "r" {
  resource_id       = aws_appautoscaling_target.r.resource_id
  service_namespace = "dynamodb"
}`,
    'by name': `resource "aws_dynamodb_table" "r" {
  name = "t"
}
resource "aws_appautoscaling_target" "r" {
  resource_id       = "table/t"
  service_namespace = "dynamodb"
}
resource "aws_appautoscaling_policy" "r" {
  resource_id = "table/t"
}`,
  },
  fail: {
    nothing: of('name = "t"'),
    provisioned: of('billing_mode = "PROVISIONED"'),
    'no policy': `resource "aws_dynamodb_table" "r" {
  name = "t"
}
resource "aws_appautoscaling_target" "r" {
  resource_id       = "table/t"
  service_namespace = "dynamodb"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`billing_mode = var.v`)}`,
  },
  evasion: {
    'another service': `resource "aws_dynamodb_table" "r" {
  name = "t"
}
resource "aws_appautoscaling_target" "r" {
  resource_id       = "table/t"
  service_namespace = "ecs"
}
resource "aws_appautoscaling_policy" "r" {
  resource_id = "table/t"
}`,
    'another table': `resource "aws_dynamodb_table" "r" {
  name = "t"
}
resource "aws_appautoscaling_target" "r" {
  resource_id       = "table/t2"
  service_namespace = "dynamodb"
}
resource "aws_appautoscaling_policy" "r" {
  resource_id = "table/t2"
}`,
  },
});
