import { rule } from '../../../../policies/rules/rds/rds-data-api-support';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    Aurora: of(`engine = "aurora-postgresql"
  enable_http_endpoint = true`),
  },
  fail: {
    'a cluster of instances': of(`engine = "postgres"
  enable_http_endpoint = true`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`engine = var.v
  enable_http_endpoint = true`)}`,
  },
  silent: {
    'not used': of('engine = "mysql"'),
  },
});
