import { rule } from '../../../../policies/rules/elb/elb-listener-tls';
import { testRule } from '../support';

const listener = (policy: string, protocol = '"HTTPS"') =>
  `variable "v" {}\nresource "aws_lb_listener" "l" {\n load_balancer_arn = "b"\n protocol = ${protocol}\n ${policy}\n}`;
const policy = (name: string) => listener(`ssl_policy = "ELBSecurityPolicy-${name}"`);

testRule(rule, {
  pass: {
    'TLS 1.3': policy('TLS13-1-3-2021-06'),
    'TLS 1.2': policy('TLS-1-2-2017-01'),
    'forward secrecy': policy('FS-1-2-Res-2019-08'),
  },
  fail: { 'TLS 1.1': policy('TLS-1-1-2017-01'), 'the default': listener('') },
  unknown: { 'the policy': listener('ssl_policy = var.v'), 'the protocol': listener('', 'var.v') },
  evasion: {
    'TLS 1.0 under the name of 1.3': policy('TLS13-1-0-2021-06'),
    'an empty policy': listener('ssl_policy = ""', '"TLS"'),
  },
  silent: { TCP: listener('', '"TCP"') },
});
