import { rule } from '../../../../policies/rules/elb/elb-classic-draining';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { on: balancer('connection_draining = true') },
  fail: { 'nothing said': balancer('') },
  unknown: { 'a variable': balancer('connection_draining = var.v') },
  evasion: { 'a timeout only': balancer('connection_draining_timeout = 300') },
});
