import { rule } from '../../../../policies/rules/ecs/ecs-container-insights';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of(`setting {
    name  = "containerInsights"
    value = "enabled"
  }`),
    'the newer kind': of(`setting {
    name  = "containerInsights"
    value = "enhanced"
  }`),
    'for the account': `resource "aws_ecs_cluster" "r" {
  name = "c"
}
resource "aws_ecs_account_setting_default" "r" {
  name = "containerInsights"
  value = "enabled"
}`,
  },
  fail: {
    nothing: of('name = "c"'),
    off: of(`setting {
    name  = "containerInsights"
    value = "disabled"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`setting {
    name  = "containerInsights"
    value = var.v
  }`)}`,
  },
});
