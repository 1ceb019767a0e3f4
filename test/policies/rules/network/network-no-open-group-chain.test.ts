import { rule } from '../../../../policies/rules/network/network-no-open-group-chain';
import { testRule } from '../support';

const ALL = 'protocol = "-1"\n from_port = 0\n to_port = 0';
const WEB = `resource "aws_security_group" "web" {
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}`;
const admits = (ports: string, web: string) => `${web}
resource "aws_security_group" "app" {
  ingress {
    ${ports}
    security_groups = [aws_security_group.web.id]
  }
}`;

testRule(rule, {
  pass: {
    'one port of the service': admits(`protocol = "tcp"\n from_port = 8080\n to_port = 8080`, WEB),
    'every port, from a group that only the company reaches': admits(
      ALL,
      WEB.replace('0.0.0.0/0', '10.0.0.0/8'),
    ),
    'every port, from a group elsewhere': admits(ALL, WEB).replace('[aws_security_group.web.id]', '["sg-1"]'),
  },
  fail: {
    'every port': admits(ALL, WEB),
  },
  evasion: {
    'the halves': admits(ALL, WEB.replace('0.0.0.0/0', '0.0.0.0/1')),
    'separate rules': `
resource "aws_security_group" "web" {}
resource "aws_security_group" "app" {}
resource "aws_vpc_security_group_ingress_rule" "world" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv6         = "::/0"
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 0
  to_port                      = 65535
  referenced_security_group_id = aws_security_group.web.id
}
`,
  },
  silent: {
    itself: `
resource "aws_security_group" "g" {
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
}
`,
  },
});
