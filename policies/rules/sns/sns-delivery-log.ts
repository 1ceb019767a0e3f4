import { isUnknown, toText } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { companionsOf } from '../companions';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** What leaves AWS, by protocol, and the attribute for its failures. */
const FEEDBACK: Readonly<Record<string, string>> = {
  http: 'http_failure_feedback_role_arn',
  https: 'http_failure_feedback_role_arn',
  application: 'application_failure_feedback_role_arn',
};

export const rule: Rule = {
  id: 'sns-delivery-log',
  severity: 'low',
  summary: 'A topic that delivers to somebody outside of AWS logs what could not be delivered.',
  rationale:
    'Whether the partner did not answer, refused, or was never asked is seen only in the log of deliveries.',
  remediation:
    'Set `http_failure_feedback_role_arn` (or `application_…`) to a role that may write to CloudWatch Logs.',
  types: ['aws_sns_topic'],
  check: (topic, context): Outcome | readonly Outcome[] => {
    const { sure } = companionsOf(context, topic, 'aws_sns_topic_subscription', 'topic_arn', ['arn', 'id']);
    const names = sure.map((one) => FEEDBACK[String(toText(written(one, 'protocol')))]);
    return [...new Set(names)].flatMap((name): readonly Outcome[] => {
      if (!name) return [];
      const role = written(topic, name);
      if (isUnknown(role)) return [isSurelySet(role) ? pass() : unknown(name, role, name)];
      return [role ? pass() : fail(`${name} is not set: failed deliveries leave no trace`, name)];
    });
  },
};
