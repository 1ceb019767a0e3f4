/** Publishing to a bus. `PutEvents` is the operation and the action. */
export const BUS_PUBLISH_ACTIONS = ['events:PutEvents'] as const;

/** Sending to a queue. `SendMessageBatch` is checked as `sqs:SendMessage`. */
export const QUEUE_SEND_ACTIONS = ['sqs:SendMessage'] as const;

/** What whoever sends to a queue with a customer key needs of the key. Source: Amazon SQS, "Key management". */
export const QUEUE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** What EventBridge needs of a bus's customer key. Source: EventBridge, "Authorizing EventBridge to use a customer managed key". */
export const BUS_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** EventBridge looks at the key, without an encryption context, when the bus is made. */
export const BUS_KEY_CHECK_ACTIONS = ['kms:DescribeKey'] as const;
