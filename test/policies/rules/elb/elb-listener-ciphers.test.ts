import { rule } from '../../../../policies/rules/elb/elb-listener-ciphers';
import { testRule } from '../support';

const listener = (policy: string, protocol = '"HTTPS"') =>
  `variable "v" {}\nresource "aws_alb_listener" "l" {\n load_balancer_arn = "b"\n protocol = ${protocol}\n ${policy}\n}`;
const policy = (name: string) => listener(`ssl_policy = "ELBSecurityPolicy-${name}"`);

testRule(rule, {
  pass: { 'TLS 1.3': policy('TLS13-1-2-2021-06'), 'with more ciphers': policy('TLS13-1-2-Ext2-2021-06') },
  fail: { 'of 2016': policy('2016-08'), 'of 2015': policy('2015-05') },
  unknown: { 'the policy': listener('ssl_policy = var.v') },
  evasion: { 'the default': listener('', '"TLS"') },
  silent: { HTTP: listener('', '"HTTP"') },
});
