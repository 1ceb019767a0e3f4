import { rule } from '../../../../policies/rules/endpoint/endpoint-service-principals';
import { testRule } from '../support';

const service = (body: string) => `resource "aws_vpc_endpoint_service" "s" {
  acceptance_required = true
  ${body}
}`;

testRule(rule, {
  pass: {
    nobody: service(''),
    'an account': service('allowed_principals = ["arn:aws:iam::123456789012:root"]'),
  },
  fail: {
    everyone: service('allowed_principals = ["arn:aws:iam::123456789012:root", "*"]'),
    apart:
      'resource "aws_vpc_endpoint_service_allowed_principal" "p" {\n vpc_endpoint_service_id = "s"\n principal_arn = "*"\n}',
  },
  unknown: { 'a variable': `variable "p" {}\n${service('allowed_principals = var.p')}` },
});
