import { rule } from '../../../../policies/rules/s3/s3-cors';
import { testRule } from '../support';

const of = (origins: string, methods: string) =>
  `resource "aws_s3_bucket_cors_configuration" "c" {\n bucket = "b"\n cors_rule {\n allowed_origins = ${origins}\n allowed_methods = ${methods}\n }\n}`;

testRule(rule, {
  pass: {
    'reading for all': of('["*"]', '["GET", "HEAD"]'),
    'writing for one': of('["https://shop.example.com"]', '["PUT", "POST"]'),
  },
  fail: {
    'writing for all': of('["*"]', '["GET", "PUT"]'),
    'in the bucket, as in provider 3':
      'resource "aws_s3_bucket" "b" {\n cors_rule {\n allowed_origins = ["*"]\n allowed_methods = ["DELETE"]\n }\n}',
  },
  evasion: {
    'every origin of a scheme': of('["https://*"]', '["POST"]'),
    'one of many': of('["https://shop.example.com", "*"]', '["POST"]'),
    'a second rule':
      'resource "aws_s3_bucket" "b" {\n cors_rule {\n allowed_origins = ["https://a.example.com"]\n allowed_methods = ["PUT"]\n }\n cors_rule {\n allowed_origins = ["*"]\n allowed_methods = ["PUT"]\n }\n}',
  },
  unknown: {
    origins: `variable "o" {}\n${of('var.o', '["PUT"]')}`,
    methods: `variable "m" {}\n${of('["*"]', '["GET", var.m]')}`,
  },
  silent: { 'no rule': 'resource "aws_s3_bucket" "b" {}' },
});
