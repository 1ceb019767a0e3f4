import { rule } from '../../../../policies/rules/exposure/exposure-sns-cross-account';
import { testRule } from '../support';
import { policyOf } from './public-table';

const topic = (principal: string, more = '') => `resource "aws_sns_topic_policy" "p" {
  arn    = "arn:aws:sns:eu-central-1:123456789012:t"
  policy = ${policyOf(`Effect = "Allow", Principal = ${principal}, Action = "sns:Publish", Resource = "*"${more}`)}
}`;

testRule(rule, {
  pass: {
    'a service': topic('{ Service = "events.amazonaws.com" }'),
    'a condition': topic(
      '{ AWS = "arn:aws:iam::111122223333:role/r" }',
      ', Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
    ),
    'our account': `data "aws_caller_identity" "me" {}
      ${topic(`{ AWS = "arn:aws:iam::\${data.aws_caller_identity.me.account_id}:root" }`)}`,
    'our account, known from the provider': `provider "aws" {
        region              = "eu-central-1"
        allowed_account_ids = ["111122223333"]
      }
      ${topic('{ AWS = "111122223333" }')}`,
  },
  fail: { 'a role': topic('{ AWS = "arn:aws:iam::111122223333:role/r" }') },
  evasion: { 'a number': topic('{ AWS = ["111122223333"] }') },
  unknown: {
    'not known': 'variable "p" {}\nresource "aws_sns_topic_policy" "p" {\n arn = "t"\n policy = var.p\n}',
  },
  silent: { 'no policy': 'resource "aws_sns_topic" "t" {}' },
});
