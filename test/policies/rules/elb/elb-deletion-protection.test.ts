import { rule } from '../../../../policies/rules/elb/elb-deletion-protection';
import { testRule } from '../support';

const balancer = (body: string) => `variable "v" {}\nresource "aws_lb" "b" {\n name = "b"\n ${body}\n}`;

testRule(rule, {
  pass: { on: balancer('enable_deletion_protection = true') },
  fail: { 'nothing said': balancer(''), off: balancer('enable_deletion_protection = false') },
  unknown: { 'a variable': balancer('enable_deletion_protection = var.v') },
});
