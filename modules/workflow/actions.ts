/** Beginning an execution. Source for all of these: Service Authorization Reference, AWS Step Functions. */
export const START_ACTIONS = ['states:StartExecution'] as const;

/** Answering a task that waits for its token. The reference names no resource type for them: they are granted on `*`. */
export const ANSWER_ACTIONS = ['states:SendTaskSuccess'] as const;

/** What a distributed map does with the executions of its items. Source: developer guide, "IAM policies for using Distributed Map states". */
export const CHILD_ACTIONS = ['states:DescribeExecution', 'states:StopExecution'] as const;

/** What redriving a failed map takes. Source: developer guide, "Redriving Map Runs". */
export const REDRIVE_ACTIONS = ['states:RedriveExecution'] as const;

/** Reading the items of a distributed map. */
export const ITEM_ACTIONS = ['s3:GetObject'] as const;

/** Writing the results of a distributed map, which may take several parts. */
export const RESULT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
] as const;

/**
 * CloudWatch Logs checks log deliveries, resource policies and the look for log groups against all resources only.
 * Source: developer guide, "Using CloudWatch Logs to log execution history".
 */
export const LOG_DELIVERY_ACTIONS = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
] as const;

/** X-Ray has no resource to name for these. Source: developer guide, "IAM policies for X-Ray". */
export const WORKFLOW_TRACE_ACTIONS = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
] as const;

/** What the role needs of the key of the execution data. Source: developer guide, "Data at rest encryption". */
export const EXECUTION_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** What the role needs of that key for the delivery of logs, by the same page. */
export const LOG_KEY_ACTIONS = ['kms:GenerateDataKey'] as const;
