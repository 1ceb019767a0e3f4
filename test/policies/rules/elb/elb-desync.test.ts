import { rule } from '../../../../policies/rules/elb/elb-desync';
import { testRule } from '../support';

const balancer = (body: string, type = 'aws_lb') =>
  `variable "v" {}\nresource "${type}" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { 'the default': balancer(''), strictest: balancer('desync_mitigation_mode = "strictest"') },
  fail: { monitor: balancer('desync_mitigation_mode = "monitor"') },
  unknown: { 'a variable': balancer('desync_mitigation_mode = var.v') },
  evasion: { classic: balancer('desync_mitigation_mode = "monitor"', 'aws_elb') },
});
