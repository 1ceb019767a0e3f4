import { rule } from '../../../../policies/rules/rds/rds-backup-replication-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance_automated_backups_replication" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
  },
  fail: {
    nothing: of('source_db_instance_arn = "arn:aws:rds:eu-west-1:123456789012:db:a"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
  evasion: {
    'a key of AWS': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:alias/aws/rds"'),
  },
});
