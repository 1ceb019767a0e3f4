import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { type Json, jsonWithReferences } from '../core/json-with-references';
import type { IQueue } from './queue';

export interface SubscribeQueueProps {
  readonly queue: IQueue;
  /**
   * Takes what SNS could not deliver: at once where the queue or its key refuses, after 23 days of attempts where SQS does
   * not answer (SNS, "Message delivery retries"). Any queue but the subscribed one.
   */
  readonly deadLetters: IQueue;
  /** Whether the queue gets the message as it was published, without SNS's envelope. @default true */
  readonly rawDelivery?: boolean;
  /** Which messages the queue gets. @default all */
  readonly filter?: SubscriptionFilter;
}

/** A filter policy. */
export interface SubscriptionFilter {
  /** What is looked at: the message, which must be JSON, or its attributes. @default 'body' */
  readonly scope?: 'body' | 'attributes';
  /** Lists of values or of conditions, by field: `{ 'detail-type': ['DepositCleared'] }`. At most five fields. */
  readonly pattern: { readonly [field: string]: Json };
}

export interface QueueSubscriptionProps extends SubscribeQueueProps {
  readonly topicArn: string;
  /** The ARN by which the queues' policies know the topic: a plain string where one is known. @default topicArn */
  readonly admittedTopicArn?: string;
}

/** Fields of a filter policy. Source: SNS, "Filter policy constraints". */
const MAX_FILTER_FIELDS = 5;

/**
 * The delivery of a topic's messages to a queue. Use `topic.subscribeQueue`.
 *
 * @throws InvalidInputError for a filter that SNS would refuse, dead letters that go back to the queue, or a queue of
 * another stack that does not admit the topic
 */
export class QueueSubscription extends Construct {
  readonly subscriptionArn: string;

  constructor(scope: Construct, id: string, props: QueueSubscriptionProps) {
    super(scope, id);
    const { topicArn, queue, deadLetters, rawDelivery = true, filter } = props;
    checkProps(this.node.path, props);
    const sender = { service: 'sns.amazonaws.com', sourceArn: props.admittedTopicArn ?? topicArn };
    queue.admit(sender);
    deadLetters.admit(sender);
    const subscription = new SnsTopicSubscription(this, 'subscription', {
      topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      rawMessageDelivery: rawDelivery,
      redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.queueArn }),
      filterPolicy: filter && jsonWithReferences(filter.pattern),
      filterPolicyScope: filter && (filter.scope === 'attributes' ? 'MessageAttributes' : 'MessageBody'),
    });
    this.subscriptionArn = subscription.arn;
  }
}

function checkProps(path: string, { queue, deadLetters, filter }: SubscribeQueueProps): void {
  const problems = new Problems();
  problems.check(deadLetters.queueArn !== queue.queueArn, {
    code: 'subscription-dead-letters',
    property: 'deadLetters',
    received: deadLetters.queueArn,
    allowed: 'another queue than the subscribed one',
    fix: 'Give a queue that people look into.',
  });
  const fields = filter ? countFields(filter.pattern) : 1;
  problems.check(fields >= 1 && fields <= MAX_FILTER_FIELDS, {
    code: 'subscription-filter',
    property: 'filter.pattern',
    received: fields,
    allowed: `1 to ${MAX_FILTER_FIELDS} fields with conditions`,
    fix: 'Leave the filter out for all messages, or match less.',
  });
  problems.throwIfAny(path);
}

/** The fields that hold a list of values or conditions, however deep. */
function countFields(pattern: Json): number {
  if (Array.isArray(pattern)) return 1;
  if (pattern === null || typeof pattern !== 'object') return 0;
  return Object.values(pattern).reduce((sum: number, member: Json) => sum + countFields(member), 0);
}
