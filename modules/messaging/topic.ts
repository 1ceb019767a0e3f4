import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import type { Capability, Condition, IGrantee, IUsable } from '../core/capability';
import { Problems } from '../core/errors';
import { pascalCase } from '../core/naming';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import type { PolicyStatement } from '../identity/policy-document';
import { TOPIC_KEY_ACTIONS, TOPIC_PUBLISH_ACTIONS, TOPIC_TLS_ACTIONS } from './actions';
import { QueueSubscription, type SubscribeQueueProps } from './queue-subscription';
import { checkSenders, requireAdmitted, SenderPolicy, type ServiceSender } from './senders';
import { type AccessibleTopic, type TopicAccess, topicCapability } from './topic-access';

export type { TopicAccess } from './topic-access';
/** A service that publishes on behalf of one of its resources. */
export type TopicSender = ServiceSender;

export interface TopicProps {
  /** 1 to 256 letters, digits, `-` and `_`. */
  readonly name: string;
  readonly location: AwsLocation;
  /** The customer key of the messages. Its policy must hold `Topic.keyStatements` for the services that publish. */
  readonly kmsKeyArn: string;
  /**
   * AWS services that may publish, each for one resource of theirs. Rules of the same stack admit themselves; name here
   * what other stacks publish from.
   *
   * @default none: only identities with a grant
   */
  readonly senders?: readonly TopicSender[];
}

/** What another stack has to know of a topic to use it. */
export interface TopicAttributes extends AccessibleTopic {
  /** For alarms: the metrics of SNS go by name. @default not known */
  readonly topicName?: string;
  /** The services that the topic's policy admits. @default none */
  readonly senders?: readonly TopicSender[];
}

export interface ITopic extends IUsable<TopicAccess> {
  readonly topicArn: string;
  /** A plain string where this stack or the attributes know it. */
  readonly topicName?: string;
  /** Allows the grantee to publish messages and opens the network path to SNS. */
  grantPublish(grantee: IGrantee): void;
  /**
   * Lets an AWS service publish for one of its resources.
   *
   * @throws InvalidInputError for a service or source that is none; for a topic of another stack, unless that admits it
   */
  admit(sender: TopicSender): void;
  /**
   * Delivers the topic's messages to the queue, and to the dead letters what cannot be delivered. Both are told to admit
   * the topic.
   *
   * @param id names the subscription: a contract, as all construct ids are
   */
  subscribeQueue(id: string, props: SubscribeQueueProps): QueueSubscription;
}

/**
 * A standard topic: one message to many queues. Encrypted with a customer key, closed to connections without TLS.
 *
 * **The keys.** SNS and EventBridge use the customer keys in their own names, which the keys' policies have to allow:
 * - this topic's key: `events.amazonaws.com`, when rules publish (`Topic.keyStatements`). By the encryption context only:
 *   AWS documents that `aws:SourceAccount` and `aws:SourceArn` in a key's policy are not supported for EventBridge to
 *   encrypted topics ("Managing Amazon SNS encryption keys"), so a condition on them stops every delivery;
 * - the key of each subscribed queue and of its dead letters: `sns.amazonaws.com`, for this topic as the source.
 *
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class Topic extends Construct implements ITopic {
  /** A topic of another stack or team. */
  static fromAttributes(scope: Construct, id: string, attributes: TopicAttributes): ITopic {
    return new ImportedTopic(scope, id, attributes);
  }

  /** The ARN that a topic of the name has, for a queue's or a key's policy that is made before the topic. */
  static arnOf(location: AwsLocation, topicName: string): string {
    return regionalArn(location, 'sns', topicName);
  }

  /**
   * What the policy of the topic's key must say so that the services can publish to just this topic.
   *
   * @param services service principals. @default EventBridge's
   */
  static keyStatements(
    location: AwsLocation,
    topicName: string,
    services: readonly string[] = ['events.amazonaws.com'],
  ): readonly PolicyStatement[] {
    const forTopic: Condition = {
      test: 'StringEquals',
      variable: 'kms:EncryptionContext:aws:sns:topicArn',
      values: [Topic.arnOf(location, topicName)],
    };
    const fromAccount: Condition = {
      test: 'StringEquals',
      variable: 'aws:SourceAccount',
      values: [location.accountId],
    };
    return services.map((service) => ({
      sid: `Let${pascalCase(service.replace(/\.amazonaws\.com$/, ''))}PublishTo${pascalCase(topicName)}`,
      actions: TOPIC_KEY_ACTIONS,
      resources: ['*'],
      principals: [{ type: 'Service', identifiers: [service] }],
      conditions: service === 'events.amazonaws.com' ? [forTopic] : [fromAccount, forTopic],
    }));
  }

  readonly topicArn: string;
  readonly topicName: string;
  private readonly knownArn: string;
  private readonly policy: SenderPolicy;
  private readonly accessible: AccessibleTopic;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    checkTopic(this.node.path, props);
    const { name, location, kmsKeyArn, senders = [] } = props;
    const arn = Topic.arnOf(location, name);
    this.knownArn = arn;
    this.policy = new SenderPolicy(this, 'policy', {
      kind: 'topic',
      tlsOnly: tlsOnly(arn),
      actions: TOPIC_PUBLISH_ACTIONS,
      resourceArn: arn,
      senders,
    });
    const topic = new SnsTopic(this, 'topic', {
      name,
      kmsMasterKeyId: kmsKeyArn,
      policy: this.policy.json,
      tags: { Name: name },
    });
    this.topicArn = topic.arn;
    this.topicName = name;
    this.accessible = { topicArn: this.topicArn, kmsKeyArn, region: location.region };
  }

  use(access: TopicAccess): Capability {
    return topicCapability(this.node.id, access, this.accessible);
  }

  grantPublish(grantee: IGrantee): void {
    grantee.accept(this.use('publish'));
  }

  admit(sender: TopicSender): void {
    this.policy.admit(sender);
  }

  subscribeQueue(id: string, props: SubscribeQueueProps): QueueSubscription {
    const { topicArn, knownArn } = this;
    return new QueueSubscription(this, id, { ...props, topicArn, admittedTopicArn: knownArn });
  }

  /** What another stack has to know of the topic. Ask when everything of this stack that publishes to it is made. */
  attributes(): TopicAttributes {
    const { senders } = this.policy;
    return {
      ...this.accessible,
      topicName: this.topicName,
      ...(senders.length > 0 && { senders: [...senders] }),
    };
  }
}

class ImportedTopic extends Construct implements ITopic {
  readonly topicArn: string;
  readonly topicName?: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly imported: TopicAttributes,
  ) {
    super(scope, id);
    this.topicArn = imported.topicArn;
    this.topicName = imported.topicName;
  }

  use(access: TopicAccess): Capability {
    return topicCapability(this.node.id, access, this.imported);
  }

  grantPublish(grantee: IGrantee): void {
    grantee.accept(this.use('publish'));
  }

  admit(sender: TopicSender): void {
    requireAdmitted(this.node.path, 'topic', this.imported.senders ?? [], sender);
  }

  subscribeQueue(id: string, props: SubscribeQueueProps): QueueSubscription {
    return new QueueSubscription(this, id, { ...props, topicArn: this.topicArn });
  }
}

function tlsOnly(topicArn: string): PolicyStatement {
  return {
    sid: 'DenyWithoutTls',
    effect: 'Deny',
    actions: TOPIC_TLS_ACTIONS,
    resources: [topicArn],
    principals: [{ type: '*', identifiers: ['*'] }],
    conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}

function checkTopic(path: string, { name, kmsKeyArn, senders = [] }: TopicProps): void {
  const problems = new Problems();
  problems.check(/^[A-Za-z0-9_-]{1,256}$/.test(name), {
    code: 'topic-name',
    property: 'name',
    received: name,
    allowed: '1 to 256 letters, digits, - and _',
    fix: 'Use the prefix of the environment and a word, such as deposits-dev-outcomes.',
  });
  problems.check(kmsKeyArn.length > 0, {
    code: 'topic-key',
    property: 'kmsKeyArn',
    received: kmsKeyArn,
    allowed: 'the ARN of a customer key',
    fix: 'Give the key of the stack.',
  });
  checkSenders(problems, 'topic', senders);
  problems.throwIfAny(path);
}
