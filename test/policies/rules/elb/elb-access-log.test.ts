import { rule } from '../../../../policies/rules/elb/elb-access-log';
import { testRule } from '../support';

const balancer = (body: string, type = 'aws_lb') =>
  `variable "v" {}\nresource "${type}" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { on: balancer('access_logs {\n bucket = "l"\n enabled = true\n}') },
  fail: { none: balancer(''), off: balancer('access_logs {\n bucket = "l"\n enabled = false\n}', 'aws_alb') },
  unknown: { 'a variable': balancer('access_logs {\n bucket = "l"\n enabled = var.v\n}') },
  evasion: { 'a bucket only': balancer('access_logs {\n bucket = "l"\n}') },
  silent: { 'a gateway': balancer('load_balancer_type = "gateway"') },
});
