import { rule } from '../../../../policies/rules/exposure/exposure-sns-tls';
import { testRule } from '../support';
import { policyOf } from './public-table';

const deny = (condition: string, action = 'sns:Publish') =>
  policyOf(
    `Effect = "Deny", Principal = "*", Action = "${action}", Resource = "*", Condition = ${condition}`,
  );
const plain = '{ Bool = { "aws:SecureTransport" = "false" } }';
const inline = (policy: string) => `resource "aws_sns_topic" "x" {\n policy = ${policy}\n}`;
const apart = (policy: string) => `resource "aws_sns_topic" "x" {}
resource "aws_sns_topic_policy" "x" {
  arn = aws_sns_topic.x.arn
  policy = ${policy}
}`;

testRule(rule, {
  pass: {
    inline: inline(deny(plain)),
    apart: apart(deny(plain)),
    'all actions': apart(deny(plain, '*')),
    'the value as a boolean': inline(deny('{ Bool = { "aws:SecureTransport" = false } }')),
  },
  fail: {
    'no policy': 'resource "aws_sns_topic" "x" {}',
    'a policy about something else': inline(
      policyOf(
        'Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "sns:Publish", Resource = "*"',
      ),
    ),
  },
  evasion: {
    'the wrong way round': inline(deny('{ Bool = { "aws:SecureTransport" = "true" } }')),
    'another condition too': inline(
      deny('{ Bool = { "aws:SecureTransport" = "false" }, StringEquals = { "aws:PrincipalAccount" = "1" } }'),
    ),
    'one action only': inline(deny(plain, 'x:Nothing')),
    'one principal only': inline(
      policyOf(
        `Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*", Condition = ${plain}`,
      ),
    ),
  },
  unknown: {
    'a policy that is not known': `variable "p" {}\n${inline('var.p')}`,
    'a policy for nobody knows what': `variable "t" {}
      resource "aws_sns_topic" "x" {}
      resource "aws_sns_topic_policy" "x" {
        arn = var.t
        policy = ${deny(plain)}
      }`,
  },
});
