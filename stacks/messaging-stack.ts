import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { CustomerKey, type CustomerKeyAttributes } from '../modules/data/customer-key';
import { PrivateBucket } from '../modules/data/private-bucket';
import { regionalArn } from '../modules/identity/aws-location';
import { EventBus, type EventBusAttributes } from '../modules/messaging/event-bus';
import { EventRule } from '../modules/messaging/event-rule';
import { Queue, type QueueAttributes } from '../modules/messaging/queue';
import { Topic } from '../modules/messaging/topic';
import { StateMachine } from '../modules/workflow/state-machine';
import type { EnvironmentConfig } from './environments/schema';
import { SystemStack } from './system-stack';
import { visibilityTimeoutSeconds } from './time-chain';

/** What the messaging stack tells the others. */
export interface MessagingAttributes {
  readonly deposits: EventBusAttributes;
  /** Takes what was called or delivered without anybody waiting, and failed. People look into it. */
  readonly failures: QueueAttributes;
  /** Received deposits, on their way to the clearing. */
  readonly clearing: QueueAttributes;
  /** Outcomes, on their way to the partner. */
  readonly notifications: QueueAttributes;
  /** Encrypts what belongs to functions: their settings and logs. */
  readonly functionsKey: CustomerKeyAttributes;
  /** Takes the functions' code. */
  readonly codeBucketName: string;
}

const DAY_SECONDS = 24 * 3600;

/** What is said between the parts: bus, topic, queues, and who gets what. Messages are data: the functions can go, these stay. */
export class MessagingStack extends SystemStack {
  readonly messaging: MessagingAttributes;
  private readonly key: CustomerKey;
  private readonly failures: Queue;

  constructor(
    scope: App,
    environment: EnvironmentConfig,
    private readonly contracts: readonly FunctionContract[],
  ) {
    super(scope, 'messaging', environment);
    const functionsKey = this.createFunctionsKey();
    this.key = this.createMessagesKey();
    this.failures = this.createFailureQueue();
    const bus = this.createEventBus();
    const clearing = this.createClearingQueue(bus);
    const notifications = this.createNotificationQueue(bus);
    if (environment.alarms.topicArn === undefined) this.createAlarmTopic();
    this.messaging = {
      deposits: { busArn: bus.busArn, busName: bus.busName, sources: ['deposits'] },
      failures: this.failures.attributes(),
      clearing: clearing.attributes(),
      notifications: notifications.attributes(),
      functionsKey: functionsKey.attributes(),
      codeBucketName: this.createCodeBucket(functionsKey).bucketName,
    };
    this.share('messaging', this.messaging);
  }

  private createFunctionsKey(): CustomerKey {
    return new CustomerKey(this, 'functions-key', {
      name: `${this.prefix}/functions`,
      description: 'Code, settings and logs of the functions',
      location: this.location,
      services: ['lambda', 's3'],
      logGroups: [`/aws/lambda/${this.prefix}-*`, StateMachine.logGroupOf(`${this.prefix}-*`)],
      deletionWindowDays: this.deletionWindowDays,
    });
  }

  /** Each version of the code is an object of its own, which goes when the function has the next one. */
  private createCodeBucket(key: CustomerKey): PrivateBucket {
    return new PrivateBucket(this, 'code', {
      name: `${this.prefix}-code-${this.environment.accountId}`,
      key,
      uploadPrefix: 'functions/',
      forceDestroy: true,
    });
  }

  private createMessagesKey(): CustomerKey {
    const { location, prefix } = this;
    return new CustomerKey(this, 'messages-key', {
      name: `${prefix}/messages`,
      description: 'Messages in queues and on their way through the topic',
      location,
      services: ['sqs', 'sns'],
      principals: [
        { service: 'events' },
        { service: 'sns', sourceArns: [Topic.arnOf(location, this.topicName)] },
      ],
      statements: [
        ...Topic.keyStatements(location, this.topicName),
        ...Topic.keyStatements(location, this.alarmTopicName, ['cloudwatch.amazonaws.com']),
      ],
      deletionWindowDays: this.deletionWindowDays,
    });
  }

  private get topicName(): string {
    return `${this.prefix}-outcomes`;
  }

  /** Besides Lambda, rules deliver to it; the rule of the deposits stack is named before it exists. */
  private createFailureQueue(): Queue {
    return new Queue(this, 'failures', {
      name: `${this.prefix}-failures`,
      location: this.location,
      kmsKeyArn: this.key.keyArn,
      deadLetters: false,
      retentionSeconds: 14 * DAY_SECONDS,
      senders: [
        {
          service: 'events.amazonaws.com',
          sourceArn: EventRule.arnOf(this.location, 'default', this.batchRuleName),
        },
      ],
    });
  }

  /** Encrypted with a key of AWS: the archive can have no other, and no event holds more than pseudonyms. */
  private createEventBus(): EventBus {
    return new EventBus(this, 'deposits', {
      name: this.prefix,
      description: 'What happens to deposits',
      sources: ['deposits'],
      archive: { retentionDays: 30 },
    });
  }

  private createClearingQueue(bus: EventBus): Queue {
    const queue = this.createQueue('clearing');
    const received = this.createRule('deposit-received', bus, ['DepositReceived']);
    received.addQueue('clearing', { queue, deadLetters: this.failures });
    return queue;
  }

  /** The topic is there for the next partner: it subscribes with a queue of its own, and no publisher changes. */
  private createNotificationQueue(bus: EventBus): Queue {
    const queue = this.createQueue('notifications');
    const topic = new Topic(this, 'outcomes', {
      name: this.topicName,
      location: this.location,
      kmsKeyArn: this.key.keyArn,
    });
    const decided = this.createRule('deposit-decided', bus, ['DepositCleared', 'DepositRejected']);
    decided.addTopic('outcomes', { topic, deadLetters: this.failures });
    topic.subscribeQueue('notifications', { queue, deadLetters: this.failures });
    return queue;
  }

  /** Whoever is on call subscribes: which way a person is reached is not decided here. */
  private createAlarmTopic(): Topic {
    return new Topic(this, 'alarms', {
      name: this.alarmTopicName,
      location: this.location,
      kmsKeyArn: this.key.keyArn,
      senders: [
        {
          service: 'cloudwatch.amazonaws.com',
          sourceArn: regionalArn(this.location, 'cloudwatch', `alarm:${this.prefix}-*`),
        },
      ],
    });
  }

  private createRule(name: string, bus: EventBus, detailTypes: readonly string[]): EventRule {
    return new EventRule(this, name, {
      name: `${this.prefix}-${name}`,
      location: this.location,
      bus: { busName: bus.busName },
      matches: { source: 'deposits', detailTypes },
    });
  }

  private createQueue(name: string): Queue {
    return new Queue(this, name, {
      name: `${this.prefix}-${name}`,
      location: this.location,
      kmsKeyArn: this.key.keyArn,
      visibilityTimeoutSeconds: visibilityTimeoutSeconds(name, this.contracts),
    });
  }
}
