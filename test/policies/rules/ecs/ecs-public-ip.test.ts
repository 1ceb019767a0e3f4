import { rule } from '../../../../policies/rules/ecs/ecs-public-ip';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_service" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "s"'),
    off: of(`network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = false
  }`),
  },
  fail: {
    on: of(`network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = true
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = var.v
  }`)}`,
  },
  evasion: {
    'as a text': of(`network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = "true"
  }`),
  },
});
