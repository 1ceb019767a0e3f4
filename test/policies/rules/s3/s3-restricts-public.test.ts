import { rule } from '../../../../policies/rules/s3/s3-restricts-public';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_public_access_block" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('restrict_public_buckets = "true"'),
  },
  fail: {
    nothing: of('bucket = "b"'),
    off: of('restrict_public_buckets = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`restrict_public_buckets = var.v`)}`,
  },
});
