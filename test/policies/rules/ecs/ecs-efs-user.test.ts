import { rule } from '../../../../policies/rules/ecs/ecs-efs-user';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_efs_access_point" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a user': of(`posix_user {
    uid = 1000
    gid = 1000
  }`),
  },
  fail: {
    nothing: of('file_system_id = "fs-1"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`posix_user {
    uid = 1000
    gid = var.v
  }`)}`,
  },
});
