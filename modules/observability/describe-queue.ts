import type { AlarmDescription, Metric, Statistic, Subject } from './metric';

export interface QueueSubject {
  readonly name: string;
  /** Its dead-letter queue. @default none */
  readonly deadLetterName?: string;
  /** For how long a message may wait. @default 300 */
  readonly ageLimitSeconds?: number;
  /** Whether the queue is itself the place for what failed: nothing should be in it. @default false */
  readonly holdsFailures?: boolean;
}

/** What is watched of a queue: that its messages move, and that none is given up. */
export function describeQueue(props: QueueSubject): Subject {
  const { name, deadLetterName, ageLimitSeconds = 300, holdsFailures = false } = props;
  const inQueue = [
    metric(name, 'ApproximateNumberOfMessagesVisible', 'Maximum', 'Waiting'),
    metric(name, 'ApproximateNumberOfMessagesNotVisible', 'Maximum', 'Being worked on'),
  ];
  const dead = deadLetterName === undefined ? [] : [waiting(deadLetterName, 'Dead letters')];
  return {
    name,
    kind: 'Queue',
    alarms: [
      ...(holdsFailures ? [found('failures', name)] : [tooOld(name, ageLimitSeconds)]),
      ...(deadLetterName === undefined ? [] : [found('dead-letters', deadLetterName)]),
    ],
    graphs: [
      { title: 'Messages', measures: [...inQueue, ...dead], periodSeconds: 60, fromZero: true },
      {
        title: 'Age of the oldest message, s',
        measures: [metric(name, 'ApproximateAgeOfOldestMessage', 'Maximum')],
        periodSeconds: 60,
        ...(!holdsFailures && { limit: { label: 'Alarm', value: ageLimitSeconds } }),
        fromZero: true,
      },
    ],
  };
}

function metric(queueName: string, name: string, statistic: Statistic, label?: string): Metric {
  return { namespace: 'AWS/SQS', name, dimensions: { QueueName: queueName }, statistic, label };
}

function waiting(queueName: string, label?: string): Metric {
  return metric(queueName, 'ApproximateNumberOfMessagesVisible', 'Maximum', label);
}

function tooOld(name: string, ageLimitSeconds: number): AlarmDescription {
  return {
    id: 'age',
    measure: metric(name, 'ApproximateAgeOfOldestMessage', 'Maximum'),
    comparison: 'above',
    threshold: ageLimitSeconds,
    periodSeconds: 60,
    evaluationPeriods: 3,
    what: `A message waits for more than ${ageLimitSeconds} seconds.`,
    first: 'Look at errors and throttles of the function that reads the queue.',
  };
}

/** Of a queue in which nothing should be. It stays in alarm until somebody has emptied it. */
function found(id: string, queueName: string): AlarmDescription {
  return {
    id,
    measure: waiting(queueName),
    comparison: 'above',
    threshold: 0,
    periodSeconds: 60,
    what: `Messages that could not be handled lie in ${queueName}.`,
    first: 'Read one, find its lines in the log by the id in it, mend the cause, then start the redrive.',
  };
}
