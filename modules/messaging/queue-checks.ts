import type { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';
import { checkSenders, type ServiceSender } from './senders';

/** The props of a queue that have limits. */
export interface LimitedQueueProps {
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly retentionSeconds?: number;
  readonly maxReceiveCount?: number;
  readonly deadLetters?: boolean;
  readonly senders?: readonly ServiceSender[];
}

/** Records everything that is wrong with the props of a queue. Limits: Amazon SQS, `SetQueueAttributes`. */
export function checkQueue(problems: Problems, props: LimitedQueueProps): void {
  const { name, senders = [] } = props;
  problems.check(/^[A-Za-z0-9_-]{1,75}$/.test(name), {
    code: 'queue-name',
    property: 'name',
    received: name,
    allowed: '1 to 75 letters, digits, - and _ (80 with the suffix -dead)',
    fix: 'Shorten the prefix of the environment or the name of the queue.',
  });
  const service = 'Amazon SQS';
  checkRange(problems, {
    code: 'queue-visibility-timeout',
    property: 'visibilityTimeoutSeconds',
    received: props.visibilityTimeoutSeconds,
    least: 0,
    most: 43_200,
    service,
  });
  checkRange(problems, {
    code: 'queue-retention',
    property: 'retentionSeconds',
    received: props.retentionSeconds,
    least: 60,
    most: 1_209_600,
    service,
  });
  checkRange(problems, {
    code: 'queue-max-receive-count',
    property: 'maxReceiveCount',
    received: props.maxReceiveCount,
    least: 1,
    most: 1_000,
    service,
  });
  problems.check(props.deadLetters !== false || props.maxReceiveCount === undefined, {
    code: 'queue-receive-count-without-dead-letters',
    property: 'maxReceiveCount',
    received: props.maxReceiveCount,
    allowed: 'only with dead letters',
    fix: 'Remove maxReceiveCount, or deadLetters: false.',
  });
  problems.check(props.kmsKeyArn.length > 0, {
    code: 'queue-key',
    property: 'kmsKeyArn',
    received: props.kmsKeyArn,
    allowed: 'the ARN of a customer key',
    fix: 'Give the key of the stack.',
  });
  checkSenders(problems, 'queue', senders);
}
