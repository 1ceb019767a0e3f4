import { rule } from '../../../../policies/rules/exposure/exposure-ecr-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_ecr_repository_policy" "x" {
    repository = "r"
    policy = ${policy}
  }`,
  action: 'ecr:BatchGetImage',
  silent: { 'no policy': 'resource "aws_ecr_repository_policy" "x" {}' },
});
