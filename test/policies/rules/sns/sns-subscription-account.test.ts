import { rule } from '../../../../policies/rules/sns/sns-subscription-account';
import { testRule } from '../support';

const subscription = (endpoint: string) =>
  `variable "v" {}\nresource "aws_sns_topic_subscription" "s" {\n topic_arn = "arn:aws:sns:eu-central-1:123456789012:t"\n protocol = "sqs"\n endpoint = ${endpoint}\n}`;

testRule(rule, {
  pass: { 'the same account': subscription('"arn:aws:sqs:eu-central-1:123456789012:q"') },
  fail: { 'another account': subscription('"arn:aws:sqs:eu-central-1:210987654321:q"') },
  evasion: { 'in another partition': subscription('"arn:aws-cn:sqs:cn-north-1:210987654321:q"') },
  silent: { 'a URL': subscription('"https://example.com"'), 'a variable': subscription('var.v') },
});
