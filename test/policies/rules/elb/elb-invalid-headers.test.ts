import { rule } from '../../../../policies/rules/elb/elb-invalid-headers';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_lb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { dropped: balancer('drop_invalid_header_fields = true') },
  fail: {
    'nothing said': balancer(''),
    kept: balancer('load_balancer_type = "application"\n drop_invalid_header_fields = false'),
  },
  unknown: { 'a variable': balancer('drop_invalid_header_fields = var.v') },
  evasion: { 'a string': balancer('drop_invalid_header_fields = "false"') },
  silent: { network: balancer('load_balancer_type = "network"') },
});
