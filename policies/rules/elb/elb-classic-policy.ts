import { isUnknown, toBoolean, toText } from '../../graph/value';
import { eachBlock } from '../each-block';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { hasWeakCiphers } from './support/tls-policy';

const OLD_PROTOCOLS = ['Protocol-SSLv2', 'Protocol-SSLv3', 'Protocol-TLSv1', 'Protocol-TLSv1.1'];

export const rule: Rule = {
  id: 'elb-classic-policy',
  severity: 'high',
  summary: 'The policy of a classic load balancer accepts TLS 1.2 only.',
  rationale:
    'With SSL 3.0, TLS 1.0 and 1.1 a man in the middle can make both sides fall back to ciphers that are broken.',
  remediation:
    'Set `Reference-Security-Policy` to `ELBSecurityPolicy-TLS-1-2-2017-01`, or the old protocols to `false`.',
  references: ['CKV_AWS_213'],
  types: ['aws_load_balancer_policy'],
  check: (policy) =>
    eachBlock(policy, 'policy_attribute', (attribute, path) => {
      const [name, value] = [toText(attribute['name']), toText(attribute['value'])];
      if (isUnknown(name)) return unknown('the name of an attribute', name, path);
      const isReference = name === 'Reference-Security-Policy';
      if (!isReference && !OLD_PROTOCOLS.includes(name ?? '')) return pass();
      if (isUnknown(value)) return unknown(name ?? 'an attribute', value, path);
      if (isReference)
        return hasWeakCiphers(value ?? '') ? fail(`${value} accepts old protocols`, path) : pass();
      return toBoolean(value) === false ? pass() : fail(`${name} is on`, path);
    }),
};
