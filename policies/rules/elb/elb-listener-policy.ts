import type { Rule } from '../rule';
import { judgePolicy } from './support/listener-policy';
import { LISTENERS } from './support/load-balancer';
import { isOutdated } from './support/tls-policy';

export const rule: Rule = {
  id: 'elb-listener-policy',
  severity: 'medium',
  summary: 'A listener uses none of the security policies that AWS keeps for old callers.',
  rationale:
    'They allow protocols before TLS 1.2, or ciphers without forward secrecy: who gets the key reads old traffic.',
  remediation: 'Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"` or `…-Res-2021-06`.',
  references: ['AVD-AWS-0047'],
  types: LISTENERS,
  check: (listener) =>
    judgePolicy(listener, (policy) => (isOutdated(policy) ? `${policy} is kept for old callers` : undefined)),
};
