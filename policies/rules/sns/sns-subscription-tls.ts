import { isUnknown, PartialText, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sns-subscription-tls',
  severity: 'high',
  summary: 'Messages are not delivered over HTTP without TLS.',
  rationale:
    'The message crosses the internet in clear text, and whoever answers for the host can confirm the subscription.',
  remediation: 'Set `protocol = "https"` and an `https://` endpoint.',
  types: ['aws_sns_topic_subscription'],
  check: (subscription): Outcome => {
    const protocol = toText(written(subscription, 'protocol'));
    if (isUnknown(protocol)) return unknown('protocol', protocol, 'protocol');
    if (protocol === 'http') return fail('messages are delivered over HTTP', 'protocol');
    const endpoint = toText(written(subscription, 'endpoint'));
    const start = endpoint instanceof PartialText ? endpoint.parts[0] : endpoint;
    return protocol === 'https' && typeof start === 'string' && /^http:/i.test(start)
      ? fail('the endpoint is one without TLS', 'endpoint')
      : pass();
  },
};
