import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

/** `arn:aws:sqs:eu-central-1:123456789012:q`: the account of an ARN. */
const ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

export const rule: Rule = {
  id: 'sns-subscription-account',
  severity: 'low',
  summary: 'A topic delivers to queues and functions of its own account.',
  rationale:
    'Messages for another account leave what this account can control: who reads them there is decided there.',
  remediation: 'Subscribe a queue of this account, or waive it and name the reason for the other one.',
  types: ['aws_sns_topic_subscription'],
  check: (subscription, context): Outcome | readonly Outcome[] => {
    const [topic, endpoint] = ['topic_arn', 'endpoint'].map((name) => {
      const value = written(subscription, name);
      return ACCOUNT.exec(context.graph.text(value) ?? '')?.[1];
    });
    const isLiteral = !isUnknown(written(subscription, 'endpoint'));
    const home = topic ?? context.graph.place(subscription).account;
    // The account that stands for one nobody knows is no account.
    if (!endpoint || !isLiteral || /^0{12}$/.test(home)) return [];
    return endpoint === home
      ? pass()
      : fail(`the topic of account ${home} delivers to account ${endpoint}`, 'endpoint');
  },
};
