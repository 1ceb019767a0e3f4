import type { Capability, Statement } from '../core/capability';
import { pascalCase } from '../core/naming';
import {
  QUEUE_KEY_ACTIONS,
  QUEUE_RECEIVE_ACTIONS,
  QUEUE_RECEIVE_KEY_ACTIONS,
  QUEUE_SEND_ACTIONS,
} from './actions';

/**
 * `send`: put messages into the queue.
 * `receive`: let Lambda's poller take messages out of it for the function (see `EventSource`). The poller acts in the
 * name of the function's role but outside its VPC, so no network path is opened and nothing is told to the code.
 */
export type QueueAccess = 'send' | 'receive';

/** What is granted on. */
export interface AccessibleQueue {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/** Where Lambda or EventBridge Scheduler puts what could not be delivered. */
export interface QueueFailureDestination {
  readonly destinationArn: string;
  readonly statements: readonly Statement[];
}

export function queueCapability(name: string, access: QueueAccess, queue: AccessibleQueue): Capability {
  const title = `${name}: ${access}`;
  if (access === 'receive') {
    return { title, statements: receiveStatements(name, queue), destinations: [], configuration: {} };
  }
  return {
    title,
    statements: sendStatements(name, queue),
    destinations: [{ kind: 'service', service: 'sqs' }],
    configuration: { queueUrl: queue.queueUrl },
  };
}

export function queueFailureDestination(name: string, queue: AccessibleQueue): QueueFailureDestination {
  return { destinationArn: queue.queueArn, statements: sendStatements(name, queue) };
}

/** SQS encrypts with the sender's permissions: it asks KMS for a data key, and decrypts it to check it. */
function sendStatements(name: string, queue: AccessibleQueue): readonly Statement[] {
  const purpose = pascalCase(name);
  return [
    { sid: `SendTo${purpose}`, actions: QUEUE_SEND_ACTIONS, resources: [queue.queueArn] },
    keyStatement(`EncryptFor${purpose}`, QUEUE_KEY_ACTIONS, queue),
  ];
}

function receiveStatements(name: string, queue: AccessibleQueue): readonly Statement[] {
  const purpose = pascalCase(name);
  return [
    { sid: `ReceiveFrom${purpose}`, actions: QUEUE_RECEIVE_ACTIONS, resources: [queue.queueArn] },
    keyStatement(`DecryptFrom${purpose}`, QUEUE_RECEIVE_KEY_ACTIONS, queue),
  ];
}

function keyStatement(
  sid: string,
  actions: readonly string[],
  { kmsKeyArn, region }: AccessibleQueue,
): Statement {
  return {
    sid,
    actions,
    resources: [kmsKeyArn],
    conditions: [
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`sqs.${region}.amazonaws.com`] },
    ],
  };
}
