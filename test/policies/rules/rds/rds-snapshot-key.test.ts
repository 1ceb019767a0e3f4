import { rule } from '../../../../policies/rules/rds/rds-snapshot-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_snapshot_copy" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
  },
  fail: {
    nothing: of('source_db_snapshot_identifier = "s"'),
    'the key of AWS': of('kms_key_id = "alias/aws/rds"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
});
