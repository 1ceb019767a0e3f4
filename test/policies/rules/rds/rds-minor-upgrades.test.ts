import { rule } from '../../../../policies/rules/rds/rds-minor-upgrades';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not written': of('engine = "mysql"'),
    on: of('auto_minor_version_upgrade = true'),
  },
  fail: {
    off: of('auto_minor_version_upgrade = false'),
    'in a cluster': `resource "aws_rds_cluster_instance" "r" {
  auto_minor_version_upgrade = "false"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`auto_minor_version_upgrade = var.v`)}`,
  },
});
