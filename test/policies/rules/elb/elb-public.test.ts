import { rule } from '../../../../policies/rules/elb/elb-public';
import { testRule } from '../support';

const balancer = (body: string, type = 'aws_lb') =>
  `variable "v" {}\nresource "${type}" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { internal: balancer('internal = true') },
  fail: { public: balancer('internal = false'), network: balancer('load_balancer_type = "network"') },
  unknown: { 'a variable': balancer('internal = var.v') },
  evasion: { 'nothing said': balancer('', 'aws_alb'), classic: balancer('', 'aws_elb') },
  silent: { gateway: balancer('load_balancer_type = "gateway"') },
});
