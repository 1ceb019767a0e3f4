import { rule } from '../../../../policies/rules/rds/rds-performance-insights-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`performance_insights_enabled = true
  performance_insights_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"`),
    'not used': of('performance_insights_enabled = false'),
  },
  fail: {
    'no key': of('performance_insights_enabled = true'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {
  performance_insights_enabled = true
  performance_insights_kms_key_id = ""
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`performance_insights_enabled = true
  performance_insights_kms_key_id = var.v`)}`,
    'perhaps off': `variable "v" {}\n${of(`performance_insights_enabled = var.v`)}`,
  },
});
