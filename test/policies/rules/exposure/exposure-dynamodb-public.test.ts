import { rule } from '../../../../policies/rules/exposure/exposure-dynamodb-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_dynamodb_resource_policy" "x" {
    resource_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/t"
    policy = ${policy}
  }`,
  action: 'dynamodb:GetItem',
  silent: { 'no policy': 'resource "aws_dynamodb_resource_policy" "x" {}' },
});
