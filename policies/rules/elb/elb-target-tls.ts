import type { Resource } from '../../graph/resource';
import { isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { LISTENERS, TARGET_GROUPS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-target-tls',
  severity: 'low',
  summary: 'HTTP is spoken to targets only behind a listener with TLS.',
  rationale: 'A target group for HTTP that no listener with TLS uses means that callers, too, speak HTTP.',
  remediation: 'Set `protocol = "HTTPS"`, or let a listener for HTTPS forward to the group.',
  references: ['CKV_AWS_378'],
  types: TARGET_GROUPS,
  check: (group, context): Outcome => {
    const protocol = toText(written(group, 'protocol'));
    if (isUnknown(protocol)) return unknown('protocol', protocol, 'protocol');
    if (protocol !== 'HTTP') return pass();
    const protocols = listenersFor(context, group).map((listener) => toText(written(listener, 'protocol')));
    if (protocols.some((one) => !isUnknown(one) && one !== 'HTTP')) return pass();
    const open = protocols.find(isUnknown);
    return open
      ? unknown('the protocol of the listener', open)
      : fail('no listener with TLS uses the group, and its targets are called over HTTP', 'protocol');
  },
};

/** Listeners that forward to the group, themselves or by one of their rules. */
function listenersFor(context: RuleContext, group: Resource): readonly Resource[] {
  return context.graph.referencesTo(group).flatMap(({ from, path }) => {
    if (path === 'depends_on') return [];
    if (LISTENERS.includes(from.type)) return [from];
    return /^aws_a?lb_listener_rule$/.test(from.type)
      ? context.graph.referencesFrom(from, 'listener_arn')
      : [];
  });
}
