import { rule } from '../../../../policies/rules/network/network-endpoint-group';
import { testRule } from '../support';

const endpoint = (body: string) => `
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-central-1.sqs"
  vpc_endpoint_type = "Interface"
  ${body}
}
`;
const group = (peer: string) => `
resource "aws_security_group" "e" {
  ingress {
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
    ${peer}
  }
}`;

testRule(rule, {
  pass: {
    'admits its clients': `${endpoint('security_group_ids = [aws_security_group.e.id]')}${group('security_groups = ["sg-2"]')}`,
  },
  fail: {
    none: endpoint(''),
    'a group without rules': `${endpoint('security_group_ids = [aws_security_group.e.id]')}resource "aws_security_group" "e" {}`,
    'a group for the world': `${endpoint('security_group_ids = [aws_security_group.e.id]')}${group('cidr_blocks = ["0.0.0.0/0"]')}`,
    'the default group': endpoint('security_group_ids = [aws_vpc.v.default_security_group_id]'),
  },
  unknown: {
    'a group elsewhere': endpoint('security_group_ids = ["sg-1"]'),
    'a variable': `variable "groups" {}\n${endpoint('security_group_ids = var.groups')}`,
  },
  evasion: {
    'another port': `${endpoint('security_group_ids = [aws_security_group.e.id]')}${group('security_groups = ["sg-2"]').replaceAll('443', '80')}`,
    'an empty list': endpoint('security_group_ids = []'),
    'two halves of the world': `${endpoint('security_group_ids = [aws_security_group.e.id]')}${group('cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]')}`,
  },
  silent: {
    'a gateway endpoint': endpoint('').replace('Interface', 'Gateway'),
  },
});
