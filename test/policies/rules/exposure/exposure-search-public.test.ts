import { rule } from '../../../../policies/rules/exposure/exposure-search-public';
import { policyOf, testPublic } from './public-table';

const open = policyOf('Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*"');

testPublic(rule, {
  holder: (policy) => `resource "aws_opensearch_domain" "x" {
    domain_name     = "d"
    access_policies = ${policy}
  }`,
  action: 'es:ESHttpGet',
  pass: {
    'in a VPC': `resource "aws_opensearch_domain" "x" {
      domain_name     = "d"
      access_policies = ${open}
      vpc_options {
        subnet_ids = ["subnet-1"]
      }
    }`,
    'in a VPC, the policy apart': `resource "aws_elasticsearch_domain" "x" {
      domain_name = "d"
      vpc_options {
        subnet_ids = ["subnet-1"]
      }
    }
    resource "aws_elasticsearch_domain_policy" "x" {
      domain_name     = aws_elasticsearch_domain.x.domain_name
      access_policies = ${open}
    }`,
  },
  silent: { 'no policy': 'resource "aws_opensearch_domain" "x" {\n domain_name = "d"\n}' },
});
