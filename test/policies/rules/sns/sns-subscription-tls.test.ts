import { rule } from '../../../../policies/rules/sns/sns-subscription-tls';
import { testRule } from '../support';

const subscription = (protocol: string, endpoint: string) =>
  `variable "v" {}\nresource "aws_sns_topic_subscription" "s" {\n topic_arn = "t"\n protocol = ${protocol}\n endpoint = ${endpoint}\n}`;

testRule(rule, {
  pass: { https: subscription('"https"', '"https://example.com"'), sqs: subscription('"sqs"', 'var.v') },
  fail: { http: subscription('"http"', '"http://example.com"') },
  unknown: { 'a variable': subscription('var.v', '"https://example.com"') },
  evasion: { 'https to an HTTP endpoint': subscription('"https"', `"http://\${var.v}"`) },
});
