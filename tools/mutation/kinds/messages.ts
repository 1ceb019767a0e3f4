import { change, type MutationKind } from '../kind';
import { attributeKind, removalKind } from './attribute-kinds';

const QUEUE = ['aws_sqs_queue'];

/** Queues, topics, buses, schedules and state machines. */
export const MESSAGE_KINDS: readonly MutationKind[] = [
  {
    id: 'queue-not-encrypted',
    weakness: 'messages of a queue are stored in clear text',
    caughtBy: ['sqs-encryption-off'],
    changes: (view) =>
      view
        .all('aws_sqs_queue')
        .map((queue) =>
          change(queue, queue.remove('kms_master_key_id'), queue.set(['sqs_managed_sse_enabled'], false)),
        ),
  },
  attributeKind({
    id: 'queue-encryption-left-out',
    weakness: 'the configuration of a queue does not say how it is encrypted',
    caughtBy: ['sqs-encryption-declared', 'sqs-customer-key'],
    types: QUEUE,
    path: ['kms_master_key_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'queue-with-key-of-aws',
    weakness: 'a queue is encrypted with a key of AWS',
    caughtBy: ['sqs-customer-key'],
    types: QUEUE,
    path: ['kms_master_key_id'],
    values: ['alias/aws/sqs'],
  }),
  attributeKind({
    id: 'queue-without-dead-letters',
    weakness: 'what cannot be processed is lost',
    caughtBy: ['sqs-dead-letter'],
    types: QUEUE,
    path: ['redrive_policy'],
    values: [undefined],
  }),
  attributeKind({
    id: 'dead-letters-from-anywhere',
    weakness: 'every queue of the account may send to a dead-letter queue',
    caughtBy: ['sqs-redrive-allow'],
    types: QUEUE,
    path: ['redrive_allow_policy'],
    values: [undefined],
  }),
  {
    id: 'queue-shown-again-too-soon',
    weakness: 'a message is processed twice while the function still works on it',
    caughtBy: ['sqs-visibility', 'lambda-source-visibility'],
    changes: (view) => {
      const sources = view.all('aws_lambda_event_source_mapping');
      return view.all('aws_sqs_queue').flatMap((queue) => {
        const name = queue.name.replace(/_queue$/, '');
        const readers = sources.filter((one) => one.text.includes(`.${name}.queue_arn`));
        if (readers.length === 0) return [];
        return [change([queue, ...readers], queue.set(['visibility_timeout_seconds'], 10))];
      });
    },
  },
  attributeKind({
    id: 'topic-not-encrypted',
    weakness: 'messages of a topic are not encrypted with KMS',
    caughtBy: ['sns-encryption'],
    types: ['aws_sns_topic'],
    path: ['kms_master_key_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'topic-with-key-of-aws',
    weakness: 'a topic is encrypted with a key of AWS',
    caughtBy: ['sns-customer-key'],
    types: ['aws_sns_topic'],
    path: ['kms_master_key_id'],
    values: ['alias/aws/sns'],
  }),
  attributeKind({
    id: 'subscription-without-dead-letters',
    weakness: 'what a topic cannot deliver is lost',
    caughtBy: ['sns-subscription-dead-letter'],
    types: ['aws_sns_topic_subscription'],
    path: ['redrive_policy'],
    values: [undefined],
  }),
  {
    id: 'subscription-over-http',
    weakness: 'messages leave over HTTP without TLS',
    caughtBy: ['sns-subscription-tls'],
    changes: (view) =>
      view
        .all('aws_sns_topic_subscription')
        .map((one) =>
          change(
            one,
            one.set(['protocol'], 'http'),
            one.set(['endpoint'], 'http://partner.example.com/hook'),
          ),
        ),
  },
  {
    id: 'subscription-of-another-account',
    weakness: 'messages of a topic go to a queue of another account',
    caughtBy: ['sns-subscription-account'],
    changes: (view) =>
      view
        .all('aws_sns_topic_subscription')
        .map((one) => change(one, one.set(['endpoint'], 'arn:aws:sqs:eu-central-1:999999999999:theirs'))),
  },
  removalKind(
    {
      id: 'bus-without-archive',
      weakness: 'events that a faulty consumer swallowed are lost',
      caughtBy: ['events-bus-archive'],
    },
    'aws_cloudwatch_event_archive',
  ),
  attributeKind({
    id: 'archive-for-ever',
    weakness: 'an archive keeps personal data for ever',
    caughtBy: ['events-archive-retention'],
    types: ['aws_cloudwatch_event_archive'],
    path: ['retention_days'],
    values: [0, undefined],
  }),
  attributeKind({
    id: 'target-without-dead-letters',
    weakness: 'events that cannot be delivered are lost',
    caughtBy: ['events-target-dead-letter'],
    types: ['aws_cloudwatch_event_target'],
    path: ['dead_letter_config'],
    values: [undefined],
  }),
  attributeKind({
    id: 'rule-for-every-event',
    weakness: 'a rule passes on every event of the bus',
    caughtBy: ['events-rule-open-pattern'],
    types: ['aws_cloudwatch_event_rule'],
    path: ['event_pattern'],
    values: ['{"source":[{"prefix":""}]}'],
  }),
  attributeKind({
    id: 'schedule-without-dead-letters',
    weakness: 'a call that a schedule could not make is lost',
    caughtBy: ['events-schedule-dead-letter'],
    types: ['aws_scheduler_schedule'],
    path: ['target', 'dead_letter_config'],
    values: [undefined],
  }),
  {
    id: 'schedule-without-retry',
    weakness: 'one moment of throttling is enough, and the job does not run',
    caughtBy: ['events-schedule-retry'],
    changes: (view) =>
      view
        .all('aws_scheduler_schedule')
        .map((one) =>
          change(
            one,
            one.set(['target', 'retry_policy', 'maximum_retry_attempts'], 0),
            one.remove('target', 'dead_letter_config'),
          ),
        ),
  },
  attributeKind({
    id: 'workflow-without-log',
    weakness: 'nobody can tell what a state machine did',
    caughtBy: ['states-log'],
    types: ['aws_sfn_state_machine'],
    path: ['logging_configuration'],
    values: [undefined],
  }),
  attributeKind({
    id: 'workflow-log-off',
    weakness: 'nobody can tell what a state machine did',
    caughtBy: ['states-log'],
    types: ['aws_sfn_state_machine'],
    path: ['logging_configuration', 'level'],
    values: ['OFF', 'ERROR'],
  }),
  attributeKind({
    id: 'workflow-without-tracing',
    weakness: 'an execution of a state machine cannot be followed',
    caughtBy: ['states-tracing'],
    types: ['aws_sfn_state_machine'],
    path: ['tracing_configuration'],
    values: [undefined, { enabled: false }],
  }),
];
