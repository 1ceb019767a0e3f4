import { isUnknown, toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';

/** To the others SNS does not keep trying: an e-mail or a text message has no dead letters. */
const KEPT = ['sqs', 'lambda', 'http', 'https', 'firehose', 'application'];

export const rule: Rule = {
  id: 'sns-subscription-dead-letter',
  severity: 'low',
  summary: 'A subscription keeps what could not be delivered.',
  rationale:
    'When the attempts are used up (for HTTPS after an hour) SNS drops the message, and nothing tells which.',
  remediation: 'Set `redrive_policy = jsonencode({ deadLetterTargetArn = … })`.',
  references: ['Serverless-SNSRedrivePolicy'],
  types: ['aws_sns_topic_subscription'],
  check: (subscription): Outcome | readonly Outcome[] => {
    const protocol = toText(written(subscription, 'protocol'));
    if (!isUnknown(protocol) && !KEPT.includes(String(protocol))) return [];
    return mustBeSet(subscription, 'redrive_policy', { message: 'what cannot be delivered is lost' });
  },
};
