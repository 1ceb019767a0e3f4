import { rule } from '../../../../policies/rules/ecs/ecs-efs-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_efs_file_system" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('encrypted = true'),
  },
  fail: {
    nothing: of('creation_token = "t"'),
    off: of('encrypted = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`encrypted = var.v`)}`,
  },
});
