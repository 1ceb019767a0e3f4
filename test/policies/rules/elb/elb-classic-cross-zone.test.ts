import { rule } from '../../../../policies/rules/elb/elb-classic-cross-zone';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the default': balancer(''), on: balancer('cross_zone_load_balancing = true') },
  fail: { off: balancer('cross_zone_load_balancing = false') },
  unknown: { 'a variable': balancer('cross_zone_load_balancing = var.v') },
  evasion: { 'a string': balancer('cross_zone_load_balancing = "false"') },
});
