import { rule } from '../../../../policies/rules/network/network-eip-attached';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'an instance': `
resource "aws_eip" "e" {
  instance = aws_instance.i.id
}
resource "aws_instance" "i" {}
`,
    'a NAT gateway': `
resource "aws_eip" "e" {}
resource "aws_nat_gateway" "n" {
  allocation_id = aws_eip.e.id
}
`,
    'an association': `
resource "aws_eip" "e" {}
resource "aws_eip_association" "a" {
  allocation_id = aws_eip.e.id
  instance_id   = "i-1"
}
`,
    'a load balancer': `
resource "aws_eip" "e" {}
resource "aws_lb" "l" {
  subnet_mapping {
    subnet_id     = "subnet-1"
    allocation_id = aws_eip.e.id
  }
}
`,
    'an interface of an instance': `
resource "aws_network_interface" "n" {}
resource "aws_instance" "i" {
  network_interface {
    network_interface_id = aws_network_interface.n.id
  }
}
resource "aws_eip" "e" {
  network_interface = aws_network_interface.n.id
}
`,
  },
  fail: {
    nothing: `
resource "aws_eip" "e" {
  domain = "vpc"
}
`,
    'an interface of nobody': `
resource "aws_network_interface" "n" {}
resource "aws_eip" "e" {
  network_interface = aws_network_interface.n.id
}
`,
  },
  unknown: {
    'an interface elsewhere': `
resource "aws_eip" "e" {
  network_interface = "eni-1"
}
`,
    'a variable': `
variable "prefix" {}
resource "aws_eip" "e" {
  instance = "i-\${var.prefix}"
}
`,
  },
  evasion: {
    'only a DNS record': `
resource "aws_eip" "e" {}
resource "aws_route53_record" "r" {
  records = [aws_eip.e.public_ip]
}
`,
  },
});
