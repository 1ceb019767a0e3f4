import { rule } from '../../../../policies/rules/s3/s3-name-without-dots';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    hyphens: of('bucket = "a-b"'),
    'partly known': `variable "v" {}\n${of(`bucket = "\${var.v}-logs"`)}`,
  },
  fail: {
    'a dot': of('bucket = "a.example.com"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`bucket = var.v`)}`,
  },
  evasion: {
    'after a variable': `variable "v" {}\n${of(`bucket = "\${var.v}.example.com"`)}`,
  },
  silent: {
    'made by the provider': of('bucket_prefix = "a"'),
  },
});
