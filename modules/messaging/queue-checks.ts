import type { Problems } from '../core/errors';

/** The props of a queue that have limits. */
export interface LimitedQueueProps {
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly retentionSeconds?: number;
  readonly maxReceiveCount?: number;
  readonly deadLetters?: boolean;
  readonly senders?: readonly { readonly service: string }[];
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
  checkRange(
    problems,
    'queue-visibility-timeout',
    'visibilityTimeoutSeconds',
    props.visibilityTimeoutSeconds,
    0,
    43_200,
  );
  checkRange(problems, 'queue-retention', 'retentionSeconds', props.retentionSeconds, 60, 1_209_600);
  checkRange(problems, 'queue-max-receive-count', 'maxReceiveCount', props.maxReceiveCount, 1, 1_000);
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
  const services = senders.map((sender) => sender.service);
  services.forEach((service, index) => {
    problems.check(/^[a-z0-9.-]+\.amazonaws\.com$/.test(service), {
      code: 'queue-sender',
      property: `senders[${index}].service`,
      received: service,
      allowed: 'a service principal, such as events.amazonaws.com',
      fix: 'Grant identities with grantSend; senders are AWS services.',
    });
  });
}

function checkRange(
  problems: Problems,
  code: string,
  property: string,
  received: number | undefined,
  least: number,
  most: number,
): void {
  if (received === undefined) return;
  problems.check(Number.isInteger(received) && received >= least && received <= most, {
    code,
    property,
    received,
    allowed: `a whole number from ${least} to ${most}`,
    fix: 'Give a number within the limits of Amazon SQS.',
  });
}
