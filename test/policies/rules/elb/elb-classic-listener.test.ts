import { rule } from '../../../../policies/rules/elb/elb-classic-listener';
import { testRule } from '../support';

const balancer = (listener: string) =>
  `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n listener {\n lb_port = 443\n instance_port = 443\n lb_protocol = "https"\n ${listener}\n}\n}`;

testRule(rule, {
  pass: { https: balancer('instance_protocol = "https"\n ssl_certificate_id = "c"') },
  fail: {
    http: balancer('instance_protocol = "http"\n ssl_certificate_id = "c"'),
    'no certificate': balancer('instance_protocol = "ssl"'),
  },
  unknown: { 'a variable': balancer('instance_protocol = var.v') },
  evasion: {
    'capital letters': balancer('instance_protocol = "TCP"'),
    'an empty certificate': balancer('instance_protocol = "https"\n ssl_certificate_id = ""'),
    'the second of two': `resource "aws_elb" "b" {
      listener {
        instance_protocol  = "https"
        ssl_certificate_id = "c"
      }
      listener {
        instance_protocol = "http"
      }
    }`,
  },
});
