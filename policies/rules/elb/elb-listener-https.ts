import { isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { balancerOf, kindOf, LISTENERS } from './support/load-balancer';
import { mustRedirect } from './support/redirect';

/** TCP, UDP and the like are passed on as they come: TLS, if any, ends at the target. */
const PASSED = ['HTTPS', 'TLS', 'TCP', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE'];

export const rule: Rule = {
  id: 'elb-listener-https',
  severity: 'high',
  summary: 'A load balancer answers over TLS, or redirects there.',
  rationale: 'Over HTTP, passwords, cookies and tokens can be read and changed by everybody on the way.',
  remediation:
    'Set `protocol = "HTTPS"`, or a `default_action` of type `redirect` with `protocol = "HTTPS"`.',
  references: ['CKV_AWS_2', 'CKV_AWS_103', 'AVD-AWS-0054'],
  types: LISTENERS,
  check: (listener, context): Outcome | readonly Outcome[] => {
    const protocol = toText(written(listener, 'protocol'));
    if (isUnknown(protocol)) return unknown('protocol', protocol, 'protocol');
    if (protocol === undefined) {
      const balancer = balancerOf(context, listener);
      if (!balancer) return unknown('protocol', 'the load balancer is not in the input', 'load_balancer_arn');
      // Listeners of a gateway load balancer have no protocol.
      return kindOf(balancer) === 'gateway' ? [] : fail('no protocol is set', 'protocol');
    }
    return PASSED.includes(protocol) ? pass() : mustRedirect(listener);
  },
};
