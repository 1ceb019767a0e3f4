import { rule } from '../../../../policies/rules/s3/s3-ignores-public-acls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_public_access_block" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('ignore_public_acls = "true"'),
  },
  fail: {
    nothing: of('bucket = "b"'),
    off: of('ignore_public_acls = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`ignore_public_acls = var.v`)}`,
  },
});
