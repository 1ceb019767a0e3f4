import { rule } from '../../../../policies/rules/elb/elb-classic-access-log';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_elb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: {
    on: balancer('access_logs {\n bucket = "l"\n enabled = true\n}'),
    'the default': balancer('access_logs {\n bucket = "l"\n}'),
  },
  fail: { none: balancer(''), off: balancer('access_logs {\n bucket = "l"\n enabled = false\n}') },
  unknown: { 'a variable': balancer('access_logs {\n bucket = "l"\n enabled = var.v\n}') },
  evasion: { 'a string': balancer('access_logs {\n bucket = "l"\n enabled = "false"\n}') },
});
