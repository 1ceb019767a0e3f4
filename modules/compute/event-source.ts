import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { type Json, jsonWithReferences } from '../core/json-with-references';
import type { IQueue } from '../messaging/queue';
import { addressOf } from './destruction-order';
import { checkEventSource } from './event-source-checks';
import { LIVE, type VpcFunction } from './vpc-function';

export interface EventSourceProps {
  /** A standard queue. Of another stack, its attributes have to say the visibility timeout. */
  readonly queue: IQueue;
  /** Gets the messages, through its alias. It is granted what the poller needs. */
  readonly function: VpcFunction;
  /** As the function has it, 1 to 900: what the visibility timeout is measured by. */
  readonly functionTimeoutSeconds: number;
  /** As the function has it: what the maximum concurrency is measured by. @default none is reserved */
  readonly reservedConcurrency?: number;
  /** Messages in one call, at most, 1 to 10,000. @default 10 */
  readonly batchSize?: number;
  /** For how long a batch is collected, 0 to 300. At least 1 with more than 10 messages. @default 0 */
  readonly batchingWindowSeconds?: number;
  /** Calls at once, at most, 2 to 1,000. @default 1,250, as Lambda has it, or what is left of the account's concurrency */
  readonly maximumConcurrency?: number;
  /**
   * Only messages that one of the patterns matches are given to the function. **All others are deleted**: filter only what
   * nobody wants. A `body` in a pattern takes the message as JSON. At most five.
   *
   * @default none: all messages
   */
  readonly filters?: readonly MessageFilter[];
  /** @default true */
  readonly enabled?: boolean;
}

/** A pattern in the terms of Lambda's event filtering: `{ body: { 'detail-type': ['DepositReceived'] } }`. */
export type MessageFilter = { readonly [field: string]: Json };

/**
 * Gives the messages of a queue to a function. Lambda polls the queue with the function's role; the function answers
 * which messages failed (`ReportBatchItemFailures`), and only these come again.
 *
 * The mapping is made after all policies of the role: Lambda tries the permission when the mapping is made, and refuses
 * without it.
 *
 * **The chain of times** is checked here: a visibility timeout below the function's makes each slow message run twice;
 * below six times that plus the batching window it leaves Lambda no time to try again when it is throttled.
 *
 * @throws InvalidInputError with everything that is wrong with the props and with how queue and function agree
 */
export class EventSource extends Construct {
  /** The mapping's id, for alarms and to switch it off in need. */
  readonly mappingId: string;

  constructor(scope: Construct, id: string, props: EventSourceProps) {
    super(scope, id);
    const { queue, function: target, batchSize = 10, batchingWindowSeconds = 0, filters = [] } = props;
    const { functionTimeoutSeconds, reservedConcurrency, maximumConcurrency, enabled = true } = props;
    const problems = new Problems();
    checkEventSource(problems, {
      queueArn: queue.queueArn,
      visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
      functionTimeoutSeconds,
      reservedConcurrency,
      batchSize,
      batchingWindowSeconds,
      maximumConcurrency,
      filterCount: filters.length,
    });
    problems.throwIfAny(this.node.path);
    queue.grantReceive(target);
    const mapping = new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: queue.queueArn,
      functionName: target.aliasArn,
      batchSize,
      maximumBatchingWindowInSeconds: batchingWindowSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: maximumConcurrency === undefined ? undefined : { maximumConcurrency },
      filterCriteria:
        filters.length === 0
          ? undefined
          : { filter: filters.map((pattern) => ({ pattern: jsonWithReferences(pattern) })) },
      enabled,
      tags: { Name: `${target.functionName}-${LIVE}` },
    });
    mapping.dependsOn = Lazy.listValue({ produce: () => target.role.policies.map(addressOf) });
    this.mappingId = mapping.uuid;
  }
}
