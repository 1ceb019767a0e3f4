import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Capability, IGrantee, IUsable } from '../core/capability';
import { Problems } from '../core/errors';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { type PolicyStatement, policyDocument } from '../identity/policy-document';
import { QUEUE_SEND_ACTIONS } from './actions';
import {
  type AccessibleQueue,
  type QueueAccess,
  type QueueFailureDestination,
  queueCapability,
  queueFailureDestination,
} from './queue-access';
import { checkQueue } from './queue-checks';
import { requireAdmitted, SenderPolicy, type ServiceSender } from './senders';

export type { QueueAccess } from './queue-access';
/** A service that sends on behalf of one of its resources. */
export type QueueSender = ServiceSender;

export interface QueueProps {
  /** At most 75 characters: the dead-letter queue's name is the same with `-dead`. */
  readonly name: string;
  readonly location: AwsLocation;
  /**
   * The customer key of both queues. The key's own policy must let each service that sends use it: `events` for rules,
   * `sns` for topics (`CustomerKeyProps.principals`, with the rules or topics as `sourceArns`).
   */
  readonly kmsKeyArn: string;
  /**
   * For how long a message is hidden after it was received, 0 to 43,200. At least the time limit of the function that
   * receives; AWS advises six times that. `EventSource` refuses less.
   *
   * @default 180
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * Whether what cannot be handled goes to a dead-letter queue. `false` for a queue that is itself the place for what
   * failed: people look into it, nothing receives from it over and over.
   *
   * @default true
   */
  readonly deadLetters?: boolean;
  /** For how long a message waits to be received, 60 to 1,209,600 (14 days). @default 345600 (4 days) */
  readonly retentionSeconds?: number;
  /** After how many receptions without success a message goes to the dead-letter queue, 1 to 1,000. @default 5 */
  readonly maxReceiveCount?: number;
  /**
   * AWS services that may send, each for one resource of theirs. Rules and subscriptions of the same stack admit
   * themselves; name here what other stacks send from.
   *
   * @default none: only identities with a grant
   */
  readonly senders?: readonly QueueSender[];
}

/** What another stack has to know of a queue to use it. */
export interface QueueAttributes extends AccessibleQueue {
  /** For alarms: the metrics of SQS go by name. @default not known */
  readonly queueName?: string;
  /** As in {@link QueueProps.visibilityTimeoutSeconds}. @default not known: no function can be made to receive */
  readonly visibilityTimeoutSeconds?: number;
  /** The three of the dead-letter queue, for alarms and redrives. @default no dead letters, or not known */
  readonly deadLetterQueueArn?: string;
  readonly deadLetterQueueUrl?: string;
  readonly deadLetterQueueName?: string;
  /** The services that the queue's policy admits. @default none */
  readonly senders?: readonly QueueSender[];
}

export interface IQueue extends IUsable<QueueAccess> {
  readonly queueArn: string;
  readonly queueUrl: string;
  /** A plain string where this stack or the attributes know it. */
  readonly queueName?: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly deadLetterQueueArn?: string;
  readonly deadLetterQueueUrl?: string;
  readonly deadLetterQueueName?: string;
  /** Allows the grantee to send messages and opens the network path to SQS. */
  grantSend(grantee: IGrantee): void;
  /** Allows Lambda's poller to receive in the name of the grantee's role. */
  grantReceive(grantee: IGrantee): void;
  /** The queue as the place for events that a function could not handle: without a network path, as Lambda sends. */
  asFailureDestination(): QueueFailureDestination;
  /**
   * Lets an AWS service send for one of its resources.
   *
   * @throws InvalidInputError for a service or source that is none; for a queue of another stack, unless that admits it
   */
  admit(sender: QueueSender): void;
}

/** Messages stay in the dead-letter queue as long as SQS keeps any: 14 days. */
const DEAD_LETTER_RETENTION_SECONDS = 1_209_600;
/** SQS asks KMS for a new data key this often; shorter costs more KMS requests. */
const DATA_KEY_REUSE_SECONDS = 300;

/**
 * A standard queue with its dead-letter queue, unless it is one itself: both encrypted with a customer key and closed to
 * connections without TLS. Only this queue may use the dead-letter queue. Messages may come twice and out of order; FIFO
 * queues are not offered.
 *
 * Policies and redrive settings are attributes of the two queues and not resources of their own: Terraform waits about
 * 25 seconds for each of those. That works without a cycle because the queues' ARNs follow from their names.
 *
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class Queue extends Construct implements IQueue {
  /** A queue of another stack or team. */
  static fromAttributes(scope: Construct, id: string, attributes: QueueAttributes): IQueue {
    return new ImportedQueue(scope, id, attributes);
  }

  /** The ARN that a queue of the name has. */
  static arnOf(location: AwsLocation, queueName: string): string {
    return regionalArn(location, 'sqs', queueName);
  }

  readonly queueArn: string;
  readonly queueUrl: string;
  readonly queueName: string;
  readonly visibilityTimeoutSeconds: number;
  /** The three are absent without dead letters. */
  readonly deadLetterQueueArn?: string;
  readonly deadLetterQueueUrl?: string;
  readonly deadLetterQueueName?: string;
  private readonly policy: SenderPolicy;
  private readonly accessible: AccessibleQueue;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const problems = new Problems();
    checkQueue(problems, props);
    problems.throwIfAny(this.node.path);
    const { name, location, kmsKeyArn, senders = [] } = props;
    const arn = Queue.arnOf(location, name);
    this.queueName = name;
    this.visibilityTimeoutSeconds = props.visibilityTimeoutSeconds ?? 180;
    const deadLetters = props.deadLetters === false ? undefined : this.createDeadLetterQueue(props, arn);
    this.policy = new SenderPolicy(this, 'policy', {
      kind: 'queue',
      tlsOnly: tlsOnly(arn),
      actions: QUEUE_SEND_ACTIONS,
      resourceArn: arn,
      senders,
    });
    const queue = new SqsQueue(this, 'queue', {
      name,
      visibilityTimeoutSeconds: this.visibilityTimeoutSeconds,
      messageRetentionSeconds: props.retentionSeconds ?? 345_600,
      receiveWaitTimeSeconds: 20,
      kmsMasterKeyId: kmsKeyArn,
      kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
      policy: this.policy.json,
      redrivePolicy:
        deadLetters &&
        Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: props.maxReceiveCount ?? 5 }),
      tags: { Name: name },
    });
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueueArn = deadLetters?.arn;
    this.deadLetterQueueUrl = deadLetters?.url;
    this.deadLetterQueueName = deadLetters && deadNameOf(name);
    this.accessible = {
      queueArn: this.queueArn,
      queueUrl: this.queueUrl,
      kmsKeyArn,
      region: location.region,
    };
  }

  use(access: QueueAccess): Capability {
    return queueCapability(this.node.id, access, this.accessible);
  }

  grantSend(grantee: IGrantee): void {
    grantee.accept(this.use('send'));
  }

  grantReceive(grantee: IGrantee): void {
    grantee.accept(this.use('receive'));
  }

  asFailureDestination(): QueueFailureDestination {
    return queueFailureDestination(this.node.id, this.accessible);
  }

  admit(sender: QueueSender): void {
    this.policy.admit(sender);
  }

  /** What another stack has to know of the queue. Ask when everything of this stack that sends to it is made. */
  attributes(): QueueAttributes {
    const { senders } = this.policy;
    return {
      ...this.accessible,
      queueName: this.queueName,
      visibilityTimeoutSeconds: this.visibilityTimeoutSeconds,
      ...(this.deadLetterQueueArn && {
        deadLetterQueueArn: this.deadLetterQueueArn,
        deadLetterQueueUrl: this.deadLetterQueueUrl,
        deadLetterQueueName: this.deadLetterQueueName,
      }),
      ...(senders.length > 0 && { senders: [...senders] }),
    };
  }

  private createDeadLetterQueue({ name, location, kmsKeyArn }: QueueProps, sourceArn: string): SqsQueue {
    const deadName = deadNameOf(name);
    const statements = [tlsOnly(Queue.arnOf(location, deadName))];
    return new SqsQueue(this, 'dead-letter-queue', {
      name: deadName,
      messageRetentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
      kmsMasterKeyId: kmsKeyArn,
      kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
      policy: policyDocument(this, 'dead-letter-policy', statements),
      redriveAllowPolicy: Fn.jsonencode({ redrivePermission: 'byQueue', sourceQueueArns: [sourceArn] }),
      tags: { Name: deadName },
    });
  }
}

class ImportedQueue extends Construct implements IQueue {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly queueName?: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly deadLetterQueueArn?: string;
  readonly deadLetterQueueUrl?: string;
  readonly deadLetterQueueName?: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly imported: QueueAttributes,
  ) {
    super(scope, id);
    this.queueArn = imported.queueArn;
    this.queueUrl = imported.queueUrl;
    this.queueName = imported.queueName;
    this.visibilityTimeoutSeconds = imported.visibilityTimeoutSeconds;
    this.deadLetterQueueArn = imported.deadLetterQueueArn;
    this.deadLetterQueueUrl = imported.deadLetterQueueUrl;
    this.deadLetterQueueName = imported.deadLetterQueueName;
  }

  use(access: QueueAccess): Capability {
    return queueCapability(this.node.id, access, this.imported);
  }

  grantSend(grantee: IGrantee): void {
    grantee.accept(this.use('send'));
  }

  grantReceive(grantee: IGrantee): void {
    grantee.accept(this.use('receive'));
  }

  asFailureDestination(): QueueFailureDestination {
    return queueFailureDestination(this.node.id, this.imported);
  }

  admit(sender: QueueSender): void {
    requireAdmitted(this.node.path, 'queue', this.imported.senders ?? [], sender);
  }
}

function deadNameOf(name: string): string {
  return `${name}-dead`;
}

function tlsOnly(queueArn: string): PolicyStatement {
  return {
    sid: 'DenyWithoutTls',
    effect: 'Deny',
    actions: ['sqs:*'],
    resources: [queueArn],
    principals: [{ type: '*', identifiers: ['*'] }],
    conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}
