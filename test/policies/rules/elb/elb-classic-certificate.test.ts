import { rule } from '../../../../policies/rules/elb/elb-classic-certificate';
import { testRule } from '../support';

const balancer = (listener: string) =>
  `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n listener {\n lb_port = 443\n instance_port = 443\n ${listener}\n}\n}`;

testRule(rule, {
  pass: {
    'a certificate': balancer('ssl_certificate_id = "arn:aws:acm:eu-central-1:123456789012:certificate/c"'),
  },
  fail: { none: balancer('lb_protocol = "http"') },
  unknown: { 'a variable': balancer('ssl_certificate_id = var.v') },
  evasion: {
    'an empty certificate': balancer('ssl_certificate_id = ""'),
    'a dynamic block':
      'resource "aws_elb" "b" {\n dynamic "listener" {\n for_each = [80]\n content {\n lb_port = listener.value\n}\n}\n}',
  },
});
