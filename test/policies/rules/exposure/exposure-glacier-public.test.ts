import { rule } from '../../../../policies/rules/exposure/exposure-glacier-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_glacier_vault" "x" {
    name = "v"
    access_policy = ${policy}
  }`,
  action: 'glacier:InitiateJob',
  silent: { 'no policy': 'resource "aws_glacier_vault" "x" {}' },
});
