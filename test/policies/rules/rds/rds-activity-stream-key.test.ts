import { rule } from '../../../../policies/rules/rds/rds-activity-stream-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster_activity_stream" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
  },
  fail: {
    nothing: of('mode = "async"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
  evasion: {
    empty: of('kms_key_id = ""'),
  },
});
