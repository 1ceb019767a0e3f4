/** Publishing to a bus. `PutEvents` is the operation and the action. */
export const BUS_PUBLISH_ACTIONS = ['events:PutEvents'] as const;

/** Sending to a queue. `SendMessageBatch` is checked as `sqs:SendMessage`. */
export const QUEUE_SEND_ACTIONS = ['sqs:SendMessage'] as const;

/**
 * What Lambda's poller does with a queue, in the name of the function's role. `DeleteMessageBatch` is checked as
 * `sqs:DeleteMessage`. Source: AWS managed policy `AWSLambdaSQSQueueExecutionRole`.
 */
export const QUEUE_RECEIVE_ACTIONS = [
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
] as const;

/** What whoever sends to a queue with a customer key needs of the key. Source: Amazon SQS, "Key management". */
export const QUEUE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** What whoever receives from a queue with a customer key needs of the key. Source: as for sending. */
export const QUEUE_RECEIVE_KEY_ACTIONS = ['kms:Decrypt'] as const;

/** Publishing to a topic. `PublishBatch` is checked as `sns:Publish`. */
export const TOPIC_PUBLISH_ACTIONS = ['sns:Publish'] as const;

/** What whoever publishes to a topic with a customer key needs of the key. Source: Amazon SNS, "Managing encryption keys". */
export const TOPIC_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/**
 * What a topic refuses without TLS. SNS takes only its own topic operations in a policy and no `sns:*`; these are the
 * ones that carry messages or decide where they go.
 */
export const TOPIC_TLS_ACTIONS = ['sns:Publish', 'sns:Subscribe'] as const;

/** Starting a state machine. */
export const START_EXECUTION_ACTIONS = ['states:StartExecution'] as const;

/** What EventBridge needs of a bus's customer key. Source: EventBridge, "Authorizing EventBridge to use a customer managed key". */
export const BUS_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** EventBridge looks at the key, without an encryption context, when the bus is made. */
export const BUS_KEY_CHECK_ACTIONS = ['kms:DescribeKey'] as const;

/** What the role of a schedule needs of the key of its input. Source: EventBridge Scheduler, "Encryption at rest". */
export const SCHEDULE_DECRYPTION_ACTIONS = ['kms:Decrypt'] as const;

/** What whoever makes a schedule needs of the key of its input, besides looking at it. Source: as above. */
export const SCHEDULE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;
