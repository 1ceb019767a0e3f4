import { rule } from '../../../../policies/rules/elb/elb-listener-policy';
import { testRule } from '../support';

const listener = (policy: string) =>
  `variable "v" {}\nresource "aws_lb_listener" "l" {\n load_balancer_arn = "b"\n protocol = "HTTPS"\n ${policy}\n}`;
const policy = (name: string) => listener(`ssl_policy = "ELBSecurityPolicy-${name}"`);

testRule(rule, {
  pass: { 'TLS 1.3': policy('TLS13-1-2-2021-06'), restricted: policy('TLS13-1-2-Res-2021-06') },
  fail: { 'TLS 1.1': policy('TLS-1-1-2017-01'), 'without forward secrecy': policy('TLS13-1-2-Ext1-2021-06') },
  unknown: { 'the policy': listener('ssl_policy = var.v') },
  evasion: { 'the default': listener('') },
});
