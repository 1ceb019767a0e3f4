import { rule } from '../../../../policies/rules/ecs/ecs-fargate-platform';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_service" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('launch_type = "FARGATE"'),
    latest: of(`launch_type = "FARGATE"
  platform_version = "LATEST"`),
  },
  fail: {
    'a number': of(`launch_type = "FARGATE"
  platform_version = "1.3.0"`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`launch_type = "FARGATE"
  platform_version = var.v`)}`,
  },
  silent: {
    'on instances': of(`launch_type = "EC2"
  platform_version = "1.3.0"`),
  },
});
