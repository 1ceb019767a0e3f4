import { rule } from '../../../../policies/rules/lambda/lambda-permission-source';
import { testRule } from '../support';

const permission = (body: string) => `resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  ${body}
}`;

testRule(rule, {
  pass: {
    'a rule': permission(
      'principal = "events.amazonaws.com"\n source_arn = "arn:aws:events:eu-central-1:123456789012:rule/r"',
    ),
    'an account': permission('principal = "s3.amazonaws.com"\n source_account = "123456789012"'),
    'a topic that is made here': `resource "aws_sns_topic" "t" {}
      ${permission('principal = "sns.amazonaws.com"\n source_arn = aws_sns_topic.t.arn')}`,
    'every method of an API': `resource "aws_api_gateway_rest_api" "a" {\n name = "a"\n}
      ${permission(`principal = "apigateway.amazonaws.com"\n source_arn = "\${aws_api_gateway_rest_api.a.execution_arn}/*/*"`)}`,
  },
  fail: { 'a service alone': permission('principal = "apigateway.amazonaws.com"') },
  evasion: {
    'an empty source': permission('principal = "sns.amazonaws.com"\n source_arn = ""'),
    'every topic': permission('principal = "sns.amazonaws.com"\n source_arn = "arn:aws:sns:*:*:*"'),
    'a star': permission('principal = "sns.amazonaws.com"\n source_arn = "*"'),
  },
  unknown: {
    'a variable': `variable "a" {}\n${permission('principal = "sns.amazonaws.com"\n source_arn = var.a')}`,
  },
  silent: { 'an account as principal': permission('principal = "123456789012"') },
});
