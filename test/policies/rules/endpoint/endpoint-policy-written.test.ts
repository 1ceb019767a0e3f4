import { rule } from '../../../../policies/rules/endpoint/endpoint-policy-written';
import { testRule } from '../support';

const endpoint = (body = '', service = 'com.amazonaws.eu-central-1.s3') => `resource "aws_vpc_endpoint" "e" {
  vpc_id       = "vpc-1"
  service_name = "${service}"
  ${body}
}`;
const policy = 'jsonencode({ Version = "2012-10-17", Statement = [] })';

testRule(rule, {
  pass: {
    inline: endpoint(`policy = ${policy}`),
    apart: `${endpoint()}
      resource "aws_vpc_endpoint_policy" "p" {
        vpc_endpoint_id = aws_vpc_endpoint.e.id
        policy          = ${policy}
      }`,
  },
  fail: { none: endpoint(), 'an interface': endpoint('vpc_endpoint_type = "Interface"') },
  evasion: { empty: endpoint('policy = ""') },
  unknown: {
    'nobody knows whose': `variable "e" {}
      ${endpoint()}
      resource "aws_vpc_endpoint_policy" "p" {
        vpc_endpoint_id = var.e
        policy          = ${policy}
      }`,
  },
  silent: {
    "another customer's service": endpoint('', 'com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d'),
    'a service that is made here': `resource "aws_vpc_endpoint_service" "s" {
        acceptance_required = true
      }
      resource "aws_vpc_endpoint" "e" {
        vpc_id            = "vpc-1"
        vpc_endpoint_type = "Interface"
        service_name      = aws_vpc_endpoint_service.s.service_name
      }`,
    'a load balancer': endpoint('vpc_endpoint_type = "GatewayLoadBalancer"'),
  },
});
