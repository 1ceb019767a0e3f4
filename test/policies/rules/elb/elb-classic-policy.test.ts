import { rule } from '../../../../policies/rules/elb/elb-classic-policy';
import { testRule } from '../support';

const policy = (name: string, value: string) =>
  `variable "v" {}\nresource "aws_load_balancer_policy" "p" {\n policy_type_name = "SSLNegotiationPolicyType"\n policy_attribute {\n name = ${name}\n value = ${value}\n}\n}`;

testRule(rule, {
  pass: {
    'TLS 1.2': policy('"Protocol-TLSv1.2"', '"true"'),
    'an old one off': policy('"Protocol-TLSv1"', '"false"'),
    'a policy of AWS': policy('"Reference-Security-Policy"', '"ELBSecurityPolicy-TLS-1-2-2017-01"'),
  },
  fail: {
    'TLS 1.1': policy('"Protocol-TLSv1.1"', '"true"'),
    'of 2016': policy('"Reference-Security-Policy"', '"ELBSecurityPolicy-2016-08"'),
  },
  unknown: { 'the value': policy('"Protocol-TLSv1"', 'var.v'), 'the name': policy('var.v', 'true') },
  evasion: { 'a boolean': policy('"Protocol-SSLv3"', 'true') },
});
