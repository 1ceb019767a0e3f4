import { rule } from '../../../../policies/rules/elb/elb-health-check';
import { testRule } from '../support';

const group = (body: string, protocol = 'HTTP') =>
  `variable "v" {}\nresource "aws_lb_target_group" "g" {\n protocol = "${protocol}"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a path': group('health_check {\n path = "/health"\n}') },
  fail: { none: group('') },
  unknown: { 'a variable': group('health_check {\n path = var.v\n}') },
  evasion: { 'a check without a path': group('health_check {\n interval = 10\n}', 'HTTPS') },
  silent: { TCP: group('', 'TCP') },
});
