import { rule } from '../../../../policies/rules/s3/s3-blocks-public-acls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_public_access_block" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('block_public_acls = true'),
    'of the account': `resource "aws_s3_account_public_access_block" "r" {
  block_public_acls = true
}`,
  },
  fail: {
    nothing: of('bucket = "b"'),
    off: of('block_public_acls = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`block_public_acls = var.v`)}`,
  },
});
