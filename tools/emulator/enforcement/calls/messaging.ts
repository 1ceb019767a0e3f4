import { type AccessQuery, arnHere, type CallFacts, textOf } from '../access-query';
import type { CallReader } from './call-reader';

/** SQS: JSON 1.0, and the Query protocol of older SDKs; both name the queue by its URL. */
export const sqs: CallReader = (facts, actions) => {
  const { operation, input } = facts;
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*', context: {} }];
  const url = textOf(input['QueueUrl']);
  const name = url === '' ? textOf(input['QueueName']) : url.slice(url.lastIndexOf('/') + 1);
  const account = /\/(\d{12})\/[^/]+$/.exec(url)?.[1] ?? facts.accountId;
  const resource = `arn:aws:sqs:${facts.region}:${account}:${name}`;
  return actions.map((action) => ({ action, resource, context: {} }));
};

/** SNS: the Query protocol. */
export const sns: CallReader = ({ input }, actions) => {
  const topic = textOf(input['TopicArn']) || textOf(input['TargetArn']);
  // A message to a telephone number, and lists, have no resource.
  const subscription = textOf(input['SubscriptionArn']).split(':').slice(0, 6).join(':');
  return actions.map((action) => ({ action, resource: topic || subscription || '*', context: {} }));
};

/** EventBridge. The entries of one PutEvents may go to several buses, and have several sources and types. */
export const events: CallReader = (facts, actions) => {
  const { operation, input } = facts;
  if (operation !== 'PutEvents') return onBus(facts, actions);
  const entries = Array.isArray(input['Entries']) ? (input['Entries'] as Record<string, unknown>[]) : [];
  const queries = new Map<string, AccessQuery>();
  for (const { EventBusName, Source, DetailType } of entries) {
    const resource = busArn(facts, EventBusName);
    const context = {
      'events:source': textOf(Source),
      'events:detail-type': textOf(DetailType),
      'events:eventBusInvocation': 'false',
    };
    queries.set(JSON.stringify([resource, context]), { action: 'events:PutEvents', resource, context });
  }
  return [...queries.values()];
};

function onBus(facts: CallFacts, actions: readonly string[]): readonly AccessQuery[] | undefined {
  if (!/EventBus$/.test(facts.operation)) return undefined;
  const resource = busArn(facts, facts.input['Name']);
  return actions.map((action) => ({ action, resource, context: {} }));
}

/** A bus is named by its name or its ARN; without either it is the account's default one. */
function busArn(facts: CallFacts, name: unknown): string {
  const text = textOf(name) || 'default';
  return text.startsWith('arn:') ? text : arnHere(facts, 'events', `event-bus/${text}`);
}
