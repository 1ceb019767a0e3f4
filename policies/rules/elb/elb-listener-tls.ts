import type { Rule } from '../rule';
import { judgePolicy } from './support/listener-policy';
import { LISTENERS } from './support/load-balancer';
import { isTls12 } from './support/tls-policy';

export const rule: Rule = {
  id: 'elb-listener-tls',
  severity: 'high',
  summary: 'A listener accepts TLS 1.2 and later only.',
  rationale:
    'With TLS 1.0 and 1.1, which the default policy allows, a man in the middle can make both sides fall back to ' +
    'ciphers that are broken.',
  remediation: 'Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`.',
  references: ['CKV_AWS_103'],
  types: LISTENERS,
  check: (listener) =>
    judgePolicy(listener, (policy) =>
      isTls12(policy) ? undefined : `${policy} accepts versions before TLS 1.2`,
    ),
};
