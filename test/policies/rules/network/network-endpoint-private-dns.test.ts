import { rule } from '../../../../policies/rules/network/network-endpoint-private-dns';
import { testRule } from '../support';

const endpoint = (body: string) => `
resource "aws_vpc_endpoint" "e" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.eu-central-1.sqs"
  vpc_endpoint_type = "Interface"
  ${body}
}`;

testRule(rule, {
  pass: {
    on: endpoint('private_dns_enabled = true'),
  },
  fail: {
    default: endpoint(''),
    off: endpoint('private_dns_enabled = false'),
  },
  unknown: {
    'a variable': `variable "on" {}\n${endpoint('private_dns_enabled = var.on')}`,
  },
  evasion: {
    'the region is not known': `variable "region" {}\n${endpoint('').replace('eu-central-1', '${var.region}')}`,
  },
  silent: {
    'a gateway endpoint': endpoint('').replace('Interface', 'Gateway'),
    'a service of somebody else': endpoint('').replace(
      'com.amazonaws.eu-central-1.sqs',
      'com.amazonaws.vpce.eu-central-1.vpce-svc-1',
    ),
    'S3, which has a gateway endpoint too': endpoint('').replace('.sqs', '.s3'),
  },
});
