import type { Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import type { Ask, Asker, Delivery } from './ask';
import { keyAsks } from './key-asks';
import { type NamedTarget, namedTarget, shownTarget } from './named-target';

/** For whom a service delivers. */
export interface Sender {
  readonly by: Asker;
  /** `aws:SourceArn`, by every name that it may have. */
  readonly sources: readonly string[];
  readonly account: string;
}

/** The action by which a service delivers to another, by the service of the target. */
const ACTIONS: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  firehose: 'firehose:PutRecord',
  kinesis: 'kinesis:PutRecord',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
};

/**
 * The delivery to what the value names; none where it names nothing that is known.
 *
 * @param of its `what` goes before the name of the target: `the topic delivers to`
 */
export function deliveriesTo(
  context: RuleContext,
  value: Value | undefined,
  of: Omit<Delivery, 'asks'> & { readonly sender: Sender },
): readonly Delivery[] {
  const target = value === undefined ? undefined : namedTarget(context, value);
  if (!target) return [];
  const { subject, path, what, sender } = of;
  const asks = deliveryAsks(context, target, sender);
  return [{ subject, path, what: `${what} ${shownTarget(target)}`, asks }];
}

/**
 * What a service needs to deliver to a queue, a topic, a function, a stream, a bus or a state machine: the action itself,
 * and the key by which the target encrypts. Nothing for a target of another kind.
 */
export function deliveryAsks(context: RuleContext, target: NamedTarget, sender: Sender): readonly Ask[] {
  const action = ACTIONS[target.service];
  if (action === undefined) return [];
  const { by, sources, account } = sender;
  const own: Ask = {
    by,
    action,
    resource: target.arn,
    context: { 'aws:SourceAccount': by.kind === 'service' ? account : [] },
    ...(target.resource ? { target: target.resource } : {}),
    ...(target.qualifier === undefined ? {} : { qualifier: target.qualifier }),
    ...(by.kind === 'service' ? { sources } : {}),
  };
  return [own, ...encryptedAsks(context, target, sender)];
}

/**
 * SQS and SNS ask KMS for whoever sends. Sources: SQS Developer Guide, "Configure KMS permissions for AWS services"; SNS
 * Developer Guide, "Managing Amazon SNS encryption keys", by which a source can be named for every service but EventBridge.
 */
function encryptedAsks(
  context: RuleContext,
  { service, arn, resource }: NamedTarget,
  { by, sources, account }: Sender,
): readonly Ask[] {
  if (service !== 'sqs' && service !== 'sns') return [];
  const about = { [`kms:EncryptionContext:aws:${service === 'sqs' ? 'sqs:arn' : 'sns:topicArn'}`]: arn };
  const actions = ['Decrypt', 'GenerateDataKey'];
  if (by.kind !== 'service') return keyAsks(context, resource, { by, actions, via: service, context: about });
  const isNameless = service === 'sns' && by.service === 'events.amazonaws.com';
  return keyAsks(context, resource, {
    by,
    actions,
    context: { ...about, 'aws:SourceAccount': isNameless ? [] : account },
    sources: isNameless ? [] : sources,
  });
}
