/** What a member of an operation's input names, and so how its text becomes an ARN. */
export type ResourceKind =
  | 'arn'
  | 'bucket'
  | 'delivery-stream'
  | 'event-bus'
  | 'function'
  | 'key'
  | 'log-group'
  | 'parameter'
  | 'queue'
  | 'secret'
  | 'state-machine'
  | 'stream'
  | 'table'
  | 'topic';

/**
 * A member of an operation's input: `Entries[].EventBusName`. `[]` stands for each item of a list, `{}` for each key of
 * a map.
 */
export interface ResourceMember {
  readonly path: string;
  readonly kind: ResourceKind;
}

function members(kind: ResourceKind, ...paths: readonly string[]): readonly ResourceMember[] {
  return paths.map((path) => ({ path, kind }));
}

/** The members by which the operations of a client name what they are about. From the API reference of each service. */
const BY_PACKAGE: Readonly<Record<string, readonly ResourceMember[]>> = {
  'client-cloudwatch-logs': members('log-group', 'logGroupName', 'logGroupIdentifier'),
  'client-dynamodb': members(
    'table',
    'TableName',
    'RequestItems{}',
    'TransactItems[].Get.TableName',
    'TransactItems[].Put.TableName',
    'TransactItems[].Update.TableName',
    'TransactItems[].Delete.TableName',
    'TransactItems[].ConditionCheck.TableName',
  ),
  'client-eventbridge': members('event-bus', 'Entries[].EventBusName', 'EventBusName'),
  'client-firehose': members('delivery-stream', 'DeliveryStreamName'),
  'client-kinesis': [...members('arn', 'StreamARN'), ...members('stream', 'StreamName')],
  'client-kms': members('key', 'KeyId'),
  'client-lambda': members('function', 'FunctionName'),
  'client-rds-data': members('arn', 'resourceArn'),
  'client-s3': members('bucket', 'Bucket'),
  'client-secrets-manager': members('secret', 'SecretId'),
  'client-sfn': [
    ...members('state-machine', 'stateMachineArn'),
    ...members('arn', 'executionArn', 'activityArn', 'mapRunArn', 'resourceArn'),
  ],
  'client-sns': [
    ...members('topic', 'TopicArn', 'TargetArn'),
    ...members('arn', 'SubscriptionArn', 'ResourceArn'),
  ],
  'client-sqs': [...members('queue', 'QueueUrl'), ...members('arn', 'SourceArn')],
  'client-ssm': members('parameter', 'Name', 'Names[]', 'Path'),
  'client-sts': members('arn', 'RoleArn'),
};

/** Services that take an object of S3 as input and read it with the caller's permission. */
export const OBJECT_INPUTS: Readonly<Record<string, readonly string[]>> = {
  'client-rekognition': ['Image', 'SourceImage', 'TargetImage', 'Video'],
  'client-textract': ['Document', 'DocumentLocation'],
};

/** Further members that decide which actions an operation needs, or which conditions hold for it. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  'client-dynamodb': ['IndexName', 'Statement', 'Statements[].Statement', 'TransactStatements[].Statement'],
  'client-eventbridge': ['Entries[].Source', 'Entries[].DetailType'],
  'client-rds-data': ['secretArn'],
  'client-s3': ['Key', 'CopySource', 'ACL', 'Tagging', 'VersionId', 'UploadId'],
};

/** @param npmPackage `@aws-sdk/client-sqs` */
export function resourceMembers(npmPackage: string): readonly ResourceMember[] {
  return BY_PACKAGE[shortName(npmPackage)] ?? [];
}

/** The members of the input that the analysis follows. */
export function tracedMembers(npmPackage: string): readonly string[] {
  const name = shortName(npmPackage);
  const objects = OBJECT_INPUTS[name] ?? [];
  return [
    ...resourceMembers(npmPackage).map(({ path }) => path),
    ...(DECIDING[name] ?? []),
    ...objects.flatMap((member) => [`${member}.S3Object.Bucket`, `${member}.S3Object.Name`]),
  ];
}

function shortName(npmPackage: string): string {
  return npmPackage.replace(/^@aws-sdk\//, '');
}
