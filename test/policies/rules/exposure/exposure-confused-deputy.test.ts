import { rule } from '../../../../policies/rules/exposure/exposure-confused-deputy';
import { testRule } from '../support';
import { policyOf } from './public-table';

const queue = (condition = '', service = 'sns.amazonaws.com') => `resource "aws_sqs_queue_policy" "p" {
  queue_url = "q"
  policy    = ${policyOf(`Effect = "Allow", Principal = { Service = "${service}" }, Action = "sqs:SendMessage", Resource = "*"${condition && `, Condition = ${condition}`}`)}
}`;

testRule(rule, {
  pass: {
    'a source that is made here': `resource "aws_sns_topic" "t" {}
      ${queue('{ ArnEquals = { "aws:SourceArn" = aws_sns_topic.t.arn } }')}`,
    'what begins with such a source': `resource "aws_sns_topic" "t" {}
      ${queue(`{ ArnLike = { "aws:SourceArn" = "\${aws_sns_topic.t.arn}/*" } }`)}`,
    'an account': queue('{ StringEquals = { "aws:SourceAccount" = "123456789012" } }'),
    'a bucket': queue('{ ArnLike = { "aws:SourceArn" = "arn:aws:s3:*:*:our-bucket" } }'),
    'an encryption context': `resource "aws_kms_key" "k" {
      policy = ${policyOf('Effect = "Allow", Principal = { Service = "logs.eu-central-1.amazonaws.com" }, Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-central-1:123456789012:log-group:*" } }')}
    }`,
  },
  fail: { 'a service alone': queue() },
  evasion: {
    'every account': queue('{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:*:*" } }'),
    'only if the key is there': queue('{ StringEqualsIfExists = { "aws:SourceAccount" = "123456789012" } }'),
    'over TLS': queue('{ Bool = { "aws:SecureTransport" = "true" } }'),
  },
  unknown: {
    'a source that is not known': `variable "a" {}\n${queue('{ ArnLike = { "aws:SourceArn" = var.a } }')}`,
    'an account that is not known': `variable "a" {}
      ${queue(`{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:\${var.a}:*" } }`)}`,
  },
  silent: { 'no policy': 'resource "aws_sqs_queue" "q" {}' },
});
