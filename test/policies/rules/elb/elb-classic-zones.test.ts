import { rule } from '../../../../policies/rules/elb/elb-classic-zones';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { 'two zones': balancer('availability_zones = ["eu-central-1a", "eu-central-1b"]') },
  fail: { 'one zone': balancer('availability_zones = ["eu-central-1a"]') },
  unknown: { 'a variable': balancer('subnets = var.v') },
  evasion: { 'one subnet': balancer('subnets = [var.v]') },
  silent: { neither: balancer('') },
});
