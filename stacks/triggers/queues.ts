import { EventSource } from '../../modules/compute/event-source';
import type { IQueue } from '../../modules/messaging/queue';
import type { SystemStack } from '../system-stack';
import type { Triggered } from './triggered';

/** Gives the messages of the queues to the functions that receive them. */
export function receiveFromQueues(
  stack: SystemStack,
  receivers: readonly Triggered<'queue'>[],
  queues: Readonly<Record<string, IQueue>>,
): void {
  for (const { contract, trigger, function: receiver } of receivers) {
    const queue = queues[trigger.queue];
    if (!queue) {
      throw new Error(
        `functions/${contract.name}/contract.ts receives from ${trigger.queue}; allowed: ${Object.keys(queues).join(', ')}`,
      );
    }
    new EventSource(stack, `receive-${trigger.queue}`, {
      queue,
      function: receiver,
      functionTimeoutSeconds: contract.timeoutSeconds,
      reservedConcurrency: contract.reservedConcurrency,
      batchSize: trigger.batchSize,
      maximumConcurrency: trigger.maximumConcurrency,
    });
  }
}
