/**
 * What the Lambda service does with the role of a function, apart from running its code. Each list is complete for its
 * purpose and holds no wildcard. The lists of what the code may do belong to the resources (`modules/data`,
 * `modules/messaging`).
 */

/**
 * Lambda makes and removes the function's network interfaces with the function's role. EC2 checks
 * `DescribeNetworkInterfaces` against all resources only, and the other four speak of interfaces whose ids nobody knows
 * beforehand; Lambda refuses to create a function whose role has less.
 * Source: AWS managed policy `AWSLambdaENIManagementAccess`, version 2.
 */
export const ENI_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/** Without `logs:CreateLogGroup`: the group exists before the function, with its key and retention. */
export const LOG_WRITING_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** X-Ray has no resource to name for these: they are granted on `*`. */
export const TRACE_WRITING_ACTIONS = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] as const;

/** Lambda decrypts the environment variables when it starts an execution environment. */
export const ENVIRONMENT_DECRYPTION_ACTIONS = ['kms:Decrypt'] as const;

/** Calling a function through its alias. */
export const INVOKE_ACTIONS = ['lambda:InvokeFunction'] as const;
