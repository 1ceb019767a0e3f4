import { rule } from '../../../../policies/rules/ecs/ecs-efs-root-directory';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_efs_access_point" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a folder': of(`root_directory {
    path = "/app"
  }`),
  },
  fail: {
    nothing: of('file_system_id = "fs-1"'),
    'the root': of(`root_directory {
    path = "/"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`root_directory {
    path = var.v
  }`)}`,
  },
});
