import { decodeJson } from '../../../graph/json-text';
import type { Resource } from '../../../graph/resource';
import { isObject, isUnknown, toText, Unknown, type Value, type ValueObject } from '../../../graph/value';
import { written } from '../../attribute';
import { companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

/** A document of a queue, and where it is written. */
export interface Redrive {
  readonly holder: Resource;
  readonly path: string;
  /** What it says, or why that is not known. */
  readonly value: ValueObject | Unknown;
}

/** Where the queue's messages go that nobody could process: at the queue, or in a resource beside it. */
export function redrivePolicy(context: RuleContext, queue: Resource): Redrive | Unknown | undefined {
  return documentOf(context, queue, 'redrive_policy', 'aws_sqs_queue_redrive_policy');
}

/** Which queues may send their dead letters here. */
export function redriveAllowPolicy(context: RuleContext, queue: Resource): Redrive | Unknown | undefined {
  return documentOf(context, queue, 'redrive_allow_policy', 'aws_sqs_queue_redrive_allow_policy');
}

/** The queue to which a redrive policy sends, if it is in the input. */
export function deadLetterQueue(context: RuleContext, redrive: Redrive): Resource | undefined {
  return context
    .derive(queuesByArn)
    .get(
      context.graph.text(isUnknown(redrive.value) ? undefined : redrive.value['deadLetterTargetArn']) ?? '',
    );
}

/** The queues to which something sends its dead letters. */
export function deadLetterQueues(context: RuleContext): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  for (const queue of context.graph.byType('aws_sqs_queue')) {
    const redrive = redrivePolicy(context, queue);
    const target = redrive && !(redrive instanceof Unknown) ? deadLetterQueue(context, redrive) : undefined;
    if (target) found.add(target);
    // Where the value itself is not known, the reference in it still says which queue it is.
    for (const holder of [queue, ...(redrive && !(redrive instanceof Unknown) ? [redrive.holder] : [])]) {
      for (const one of context.graph.referencesFrom(holder, 'redrive_policy', 'aws_sqs_queue')) {
        if (one !== queue) found.add(one);
      }
    }
    if (context.graph.referencesTo(queue).some(({ path }) => NAMES_DEAD_LETTERS.test(path))) found.add(queue);
    const allowed = redriveAllowPolicy(context, queue);
    if (allowed && !(allowed instanceof Unknown) && !isDenial(allowed)) found.add(queue);
  }
  return found;
}

/** `dead_letter_config[0].arn` of a rule's target, a function, a schedule; `destination_config…on_failure…`. */
const NAMES_DEAD_LETTERS = /dead_letter|on_failure|(^|\.)redrive_policy/;

function isDenial({ value }: Redrive): boolean {
  return !isUnknown(value) && value['redrivePermission'] === 'denyAll';
}

function queuesByArn(context: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(context.graph.byType('aws_sqs_queue').map((queue) => [context.graph.arn(queue), queue]));
}

function documentOf(
  context: RuleContext,
  queue: Resource,
  path: string,
  type: string,
): Redrive | Unknown | undefined {
  const beside = companionsOf(context, queue, type, 'queue_url', ['id', 'url']);
  const holder = written(queue, path) === undefined ? beside.sure[0] : queue;
  const value = holder && written(holder, path);
  if (holder && value !== undefined && value !== '') return { holder, path, value: structure(value) };
  const [possible] = beside.possible;
  return possible ? new Unknown(`${possible.address} may be for it`) : undefined;
}

function structure(value: Value): ValueObject | Unknown {
  const text = toText(value);
  const decoded = text === undefined ? value : decodeJson(text);
  if (isObject(decoded)) return decoded;
  return isUnknown(value) ? value : new Unknown('it is not JSON');
}
