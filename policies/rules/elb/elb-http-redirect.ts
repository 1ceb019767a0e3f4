import { isUnknown, toNumber, toText } from '../../graph/value';
import { written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';
import { LOAD_BALANCERS, listenersOf } from './support/load-balancer';
import { mustRedirect } from './support/redirect';

export const rule: Rule = {
  id: 'elb-http-redirect',
  severity: 'medium',
  summary: 'A load balancer that listens on port 80 sends its callers to HTTPS.',
  rationale: 'Who types the name without `https://` stays on HTTP otherwise, with cookies and passwords.',
  remediation: 'Give the listener for HTTP a `default_action` of type `redirect` with `protocol = "HTTPS"`.',
  references: ['CKV2_AWS_20'],
  types: LOAD_BALANCERS,
  check: (balancer, context): readonly Outcome[] =>
    listenersOf(context, balancer).sure.flatMap((listener): readonly Outcome[] => {
      const [protocol, port] = [toText(written(listener, 'protocol')), toNumber(written(listener, 'port'))];
      if (protocol !== 'HTTP' || (!isUnknown(port) && port !== 80)) return [];
      const outcome = mustRedirect(listener);
      return [outcome.status === 'pass' ? outcome : { ...outcome, at: {} }];
    }),
};
