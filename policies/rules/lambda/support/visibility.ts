import type { Resource } from '../../../graph/resource';
import { isUnknown, toNumber, type Unknown } from '../../../graph/value';
import type { RuleContext } from '../../context';
import { mappedFunction } from './event-source';

/** Times in seconds of a queue and of the function that reads from it. */
export interface Visibility {
  readonly queue: Resource;
  readonly visibilitySeconds: number;
  readonly timeoutSeconds: number;
  readonly batchingSeconds: number;
}

/** @returns nothing where queue or function are not in the graph; the unknown where one of the times is not known */
export function visibilityOf(mapping: Resource, context: RuleContext): Visibility | Unknown | undefined {
  const queue = context.graph.referencesFrom(mapping, 'event_source_arn', 'aws_sqs_queue')[0];
  const reader = mappedFunction(mapping, context);
  if (!queue || !reader) return undefined;
  // Defaults of AWS: 30 seconds, 3 seconds, no waiting.
  const visibilitySeconds = toNumber(queue.get('visibility_timeout_seconds') ?? 30) ?? 30;
  const timeoutSeconds = toNumber(reader.get('timeout') ?? 3) ?? 3;
  const batchingSeconds = toNumber(mapping.get('maximum_batching_window_in_seconds') ?? 0) ?? 0;
  if (isUnknown(visibilitySeconds)) return visibilitySeconds;
  if (isUnknown(timeoutSeconds)) return timeoutSeconds;
  if (isUnknown(batchingSeconds)) return batchingSeconds;
  return { queue, visibilitySeconds, timeoutSeconds, batchingSeconds };
}
