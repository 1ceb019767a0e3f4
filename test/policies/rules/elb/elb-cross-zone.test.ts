import { rule } from '../../../../policies/rules/elb/elb-cross-zone';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_lb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { on: balancer('load_balancer_type = "network"\n enable_cross_zone_load_balancing = true') },
  fail: {
    'nothing said': balancer('load_balancer_type = "network"'),
    off: balancer('load_balancer_type = "gateway"\n enable_cross_zone_load_balancing = false'),
  },
  unknown: {
    'a variable': balancer('load_balancer_type = "network"\n enable_cross_zone_load_balancing = var.v'),
  },
  evasion: {
    'a string': balancer('load_balancer_type = "network"\n enable_cross_zone_load_balancing = "false"'),
  },
  silent: { application: balancer('') },
});
