import type { TerraformStack } from 'cdktf';
import type { QueueProps } from '../../../modules/messaging/queue';
import { Queue } from '../../../modules/messaging/queue';
import type { Block, Synthesized } from '../../support/synth';

export const LOCATION = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
export const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/k';

export function queue(stack: TerraformStack, id: string, change: Partial<QueueProps> = {}): Queue {
  return new Queue(stack, id, { name: `dev-${id}`, location: LOCATION, kmsKeyArn: KEY_ARN, ...change });
}

/** A queue for what failed, without dead letters of its own. */
export function undelivered(stack: TerraformStack): Queue {
  return queue(stack, 'undelivered', { deadLetters: false });
}

/** The policy of the queue of the name. */
export function policyOf(synthesized: Synthesized, queueName: string): readonly Block[] {
  const block = Object.values(synthesized.resources('aws_sqs_queue')).find(({ name }) => name === queueName);
  if (!block) throw new Error(`no queue ${queueName}`);
  return synthesized.statements(block['policy']);
}
