import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Capability, Destination, IGrantee, IUsable, Statement } from '../core/capability';
import { Problems } from '../core/errors';
import { pascalCase } from '../core/naming';
import type { AwsLocation } from '../identity/aws-location';
import { regionalArn } from '../identity/aws-location';
import { type PolicyStatement, policyDocument } from '../identity/policy-document';
import { QUEUE_KEY_ACTIONS, QUEUE_SEND_ACTIONS } from './actions';
import { checkQueue } from './queue-checks';

export type QueueAccess = 'send';

export interface QueueProps {
  /** At most 75 characters: the dead-letter queue's name is the same with `-dead`. */
  readonly name: string;
  readonly location: AwsLocation;
  /** The customer key of both queues. Services that send must be allowed by the key's own policy. */
  readonly kmsKeyArn: string;
  /**
   * For how long a message is hidden after it was received, 0 to 43,200. At least the time limit of the function that
   * receives; AWS advises six times that.
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
  /** AWS services that may send, each for one resource of theirs. @default none: only identities with a grant */
  readonly senders?: readonly QueueSender[];
}

/** A service that sends on behalf of one of its resources. */
export interface QueueSender {
  /** For example `events.amazonaws.com`. */
  readonly service: string;
  /** The rule, topic or bus. */
  readonly sourceArn: string;
}

/** What another stack has to know of a queue to use it. */
export interface QueueAttributes {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

export interface IQueue extends IUsable<QueueAccess> {
  readonly queueArn: string;
  readonly queueUrl: string;
  /** Allows the grantee to send messages and opens the network path to SQS. */
  grantSend(grantee: IGrantee): void;
  /** The queue as the place for events that a function could not handle: without a network path, as Lambda sends. */
  asFailureDestination(): { readonly destinationArn: string; readonly statements: readonly Statement[] };
}

/** Messages stay in the dead-letter queue as long as SQS keeps any: 14 days. */
const DEAD_LETTER_RETENTION_SECONDS = 1_209_600;
/** SQS asks KMS for a new data key this often; shorter costs more KMS requests. */
const DATA_KEY_REUSE_SECONDS = 300;

/**
 * A standard queue with its dead-letter queue, unless it is one itself: both encrypted with a customer key and closed to connections without TLS.
 * Only this queue may use the dead-letter queue.
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

  readonly queueArn: string;
  readonly queueUrl: string;
  /** Absent without dead letters. */
  readonly deadLetterQueueArn?: string;
  private readonly usable: QueueAttributes;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const problems = new Problems();
    checkQueue(problems, props);
    problems.throwIfAny(this.node.path);
    const { name, location, kmsKeyArn, senders = [] } = props;
    const arn = regionalArn(location, 'sqs', name);
    const deadLetters = props.deadLetters === false ? undefined : this.createDeadLetterQueue(props, arn);
    const queue = new SqsQueue(this, 'queue', {
      name,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds ?? 180,
      messageRetentionSeconds: props.retentionSeconds ?? 345_600,
      receiveWaitTimeSeconds: 20,
      kmsMasterKeyId: kmsKeyArn,
      kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
      policy: policyDocument(this, 'policy', [tlsOnly(arn), ...admissions(senders, arn)]),
      redrivePolicy:
        deadLetters &&
        Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: props.maxReceiveCount ?? 5 }),
      tags: { Name: name },
    });
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueueArn = deadLetters?.arn;
    this.usable = { queueArn: this.queueArn, queueUrl: this.queueUrl, kmsKeyArn, region: location.region };
  }

  use(access: QueueAccess): Capability {
    return capability(this.node.id, access, this.usable);
  }

  grantSend(grantee: IGrantee): void {
    grantee.accept(this.use('send'));
  }

  asFailureDestination(): ReturnType<IQueue['asFailureDestination']> {
    return failureDestination(this.node.id, this.usable);
  }

  /** What another stack has to know of the queue. */
  attributes(): QueueAttributes {
    return this.usable;
  }

  private createDeadLetterQueue({ name, location, kmsKeyArn }: QueueProps, sourceArn: string): SqsQueue {
    const deadName = `${name}-dead`;
    const statements = [tlsOnly(regionalArn(location, 'sqs', deadName))];
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

  constructor(
    scope: Construct,
    id: string,
    private readonly usable: QueueAttributes,
  ) {
    super(scope, id);
    this.queueArn = usable.queueArn;
    this.queueUrl = usable.queueUrl;
  }

  use(access: QueueAccess): Capability {
    return capability(this.node.id, access, this.usable);
  }

  grantSend(grantee: IGrantee): void {
    grantee.accept(this.use('send'));
  }

  asFailureDestination(): ReturnType<IQueue['asFailureDestination']> {
    return failureDestination(this.node.id, this.usable);
  }
}

function capability(name: string, access: QueueAccess, queue: QueueAttributes): Capability {
  const destinations: readonly Destination[] = [{ kind: 'service', service: 'sqs' }];
  return {
    title: `${name}: ${access}`,
    statements: sendStatements(name, queue),
    destinations,
    configuration: { queueUrl: queue.queueUrl },
  };
}

function failureDestination(
  name: string,
  queue: QueueAttributes,
): ReturnType<IQueue['asFailureDestination']> {
  return { destinationArn: queue.queueArn, statements: sendStatements(name, queue) };
}

/** SQS encrypts with the sender's permissions: it asks KMS for a data key, and decrypts it to check it. */
function sendStatements(
  name: string,
  { queueArn, kmsKeyArn, region }: QueueAttributes,
): readonly Statement[] {
  const purpose = pascalCase(name);
  return [
    { sid: `SendTo${purpose}`, actions: QUEUE_SEND_ACTIONS, resources: [queueArn] },
    {
      sid: `EncryptFor${purpose}`,
      actions: QUEUE_KEY_ACTIONS,
      resources: [kmsKeyArn],
      conditions: [
        { test: 'StringEquals', variable: 'kms:ViaService', values: [`sqs.${region}.amazonaws.com`] },
      ],
    },
  ];
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

/** One statement a service, over all of its sources. */
function admissions(senders: readonly QueueSender[], queueArn: string): readonly PolicyStatement[] {
  const services = [...new Set(senders.map((sender) => sender.service))].sort();
  return services.map((service) => ({
    sid: `Admit${pascalCase(service.replace(/\.amazonaws\.com$/, ''))}`,
    actions: QUEUE_SEND_ACTIONS,
    resources: [queueArn],
    principals: [{ type: 'Service', identifiers: [service] }],
    conditions: [
      {
        test: 'ArnEquals',
        variable: 'aws:SourceArn',
        values: senders.filter((sender) => sender.service === service).map((sender) => sender.sourceArn),
      },
    ],
  }));
}
