import { decodeJson } from '../../graph/json-text';
import type { Resource } from '../../graph/resource';
import { entry, isList, isObject, toText } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import type { Asker, Delivery } from './ask';
import { deliveriesTo, type Sender } from './message-asks';
import { namedTarget } from './named-target';

const SNS: Asker = { kind: 'service', service: 'sns.amazonaws.com' };
const S3: Asker = { kind: 'service', service: 's3.amazonaws.com' };
const CLOUDWATCH: Asker = { kind: 'service', service: 'cloudwatch.amazonaws.com' };

/** Subscriptions of topics, notifications of buckets, and the actions of alarms. */
export function topicDeliveries(context: RuleContext): readonly Delivery[] {
  const { graph } = context;
  return [
    ...graph.byType('aws_sns_topic_subscription').flatMap((one) => ofSubscription(context, one)),
    ...graph.byType('aws_s3_bucket_notification').flatMap((one) => ofNotification(context, one)),
    ...graph.byType('aws_cloudwatch_metric_alarm').flatMap((one) => ofAlarm(context, one)),
  ];
}

function ofSubscription(context: RuleContext, subscription: Resource): readonly Delivery[] {
  const { graph } = context;
  const protocol = toText(subscription.get('protocol'));
  const topic = graph.text(subscription.get('topic_arn'));
  if (topic === undefined || (protocol !== 'sqs' && protocol !== 'lambda')) return [];
  const sender: Sender = { by: SNS, sources: [topic], account: graph.place(subscription).account };
  const redrive = written(subscription, 'redrive_policy');
  const text = toText(redrive);
  const policy = text === undefined ? undefined : decodeJson(text);
  const dead = isObject(policy) ? entry(policy, 'deadLetterTargetArn') : undefined;
  return [
    ...deliveriesTo(context, subscription.get('endpoint'), {
      subject: subscription,
      path: 'endpoint',
      what: 'the topic delivers to',
      sender,
    }),
    ...deliveriesTo(context, dead ?? undefined, {
      subject: subscription,
      path: 'redrive_policy',
      what: 'SNS sends what it cannot deliver to',
      sender,
    }),
  ];
}

function ofNotification(context: RuleContext, notification: Resource): readonly Delivery[] {
  const { graph } = context;
  const bucket = graph.referred(notification.get('bucket'));
  if (bucket?.type !== 'aws_s3_bucket') return [];
  const sender: Sender = { by: S3, sources: [graph.arn(bucket)], account: graph.place(bucket).account };
  return (
    [
      ['queue', 'queue_arn'],
      ['topic', 'topic_arn'],
      ['lambda_function', 'lambda_function_arn'],
    ] as const
  ).flatMap(([block, attribute]) =>
    notification.blocks(block).flatMap((_, index) => {
      const path = `${block}[${index}].${attribute}`;
      return deliveriesTo(context, notification.get(path), {
        subject: notification,
        path,
        what: 'the bucket notifies',
        sender,
      });
    }),
  );
}

function ofAlarm(context: RuleContext, alarm: Resource): readonly Delivery[] {
  const { graph } = context;
  const sender: Sender = {
    by: CLOUDWATCH,
    sources: [graph.arn(alarm)],
    account: graph.place(alarm).account,
  };
  return ['alarm_actions', 'insufficient_data_actions', 'ok_actions'].flatMap((attribute) => {
    const actions = alarm.get(attribute);
    if (!isList(actions)) return [];
    return actions.flatMap((action, index) => {
      const found = namedTarget(context, action);
      // What else an alarm can do (scale, stop an instance) needs no permission that a configuration holds.
      if (found?.service !== 'sns') return [];
      const path = `${attribute}[${index}]`;
      return deliveriesTo(context, action, { subject: alarm, path, what: 'the alarm notifies', sender });
    });
  });
}
