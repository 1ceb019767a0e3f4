import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-topic';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a topic': of('sns_topic_name = "t"'),
    'a topic of the configuration': `resource "aws_sns_topic" "x" {
  name = "x"
}
resource "aws_cloudtrail" "r" {
  sns_topic_name = aws_sns_topic.x.arn
}`,
  },
  fail: {
    nothing: of('name = "t"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`sns_topic_name = var.v`)}`,
  },
});
