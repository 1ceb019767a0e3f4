import { rule } from '../../../../policies/rules/exposure/exposure-sns-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_sns_topic" "x" {
    name = "t"
    policy = ${policy}
  }`,
  action: 'sns:Publish',
  silent: { 'no policy': 'resource "aws_sns_topic" "x" {}' },
});
