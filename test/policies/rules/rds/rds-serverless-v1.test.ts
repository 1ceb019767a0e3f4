import { rule } from '../../../../policies/rules/rds/rds-serverless-v1';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the second version': of('engine_mode = "provisioned"'),
    'not written': of('engine = "aurora-mysql"'),
  },
  fail: {
    'the first': of('engine_mode = "serverless"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine_mode = var.v`)}`,
  },
});
