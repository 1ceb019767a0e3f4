import type { Rule } from '../rule';
import { judgePolicy } from './support/listener-policy';
import { LISTENERS } from './support/load-balancer';
import { hasWeakCiphers } from './support/tls-policy';

export const rule: Rule = {
  id: 'elb-listener-ciphers',
  severity: 'medium',
  summary: 'A listener does not agree to weak ciphers.',
  rationale: 'The old policies, the default among them, still accept ciphers that can be decrypted later.',
  remediation: 'Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`.',
  references: ['CKV2_AWS_74'],
  types: LISTENERS,
  check: (listener) =>
    judgePolicy(listener, (policy) =>
      hasWeakCiphers(policy) ? `${policy} accepts weak ciphers` : undefined,
    ),
};
