import { actionPrefix } from './service-prefixes';

/**
 * IAM actions of operations that are not called as the operation is. Everything else is `<prefix>:<Operation>`.
 *
 * Sources: AWS Service Authorization Reference, and the guides named at each service.
 */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // Lambda API reference, "Invoke": the action is lambda:InvokeFunction; a layer by its ARN is a layer version.
  lambda: {
    Invoke: ['lambda:InvokeFunction'],
    InvokeWithResponseStream: ['lambda:InvokeFunction'],
    GetLayerVersionByArn: ['lambda:GetLayerVersion'],
  },
  // Amazon SQS Developer Guide, "Amazon SQS API permissions: actions and resource reference".
  sqs: {
    ChangeMessageVisibilityBatch: ['sqs:ChangeMessageVisibility'],
    DeleteMessageBatch: ['sqs:DeleteMessage'],
    SendMessageBatch: ['sqs:SendMessage'],
  },
  // Amazon SNS Developer Guide, "Amazon SNS API permissions".
  sns: { PublishBatch: ['sns:Publish'] },
  // Amazon DynamoDB Developer Guide, "IAM and transactions", "IAM security policies with PartiQL for DynamoDB".
  dynamodb: {
    TransactGetItems: ['dynamodb:GetItem'],
    TransactWriteItems: [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
    ],
    BatchExecuteStatement: partiql(),
    ExecuteStatement: partiql(),
    ExecuteTransaction: partiql(),
  },
  // Amazon S3 User Guide, "Required permissions for Amazon S3 API operations".
  s3: {
    CompleteMultipartUpload: ['s3:PutObject'],
    CopyObject: ['s3:PutObject', 's3:GetObject'],
    CreateBucketMetadataConfiguration: ['s3:CreateBucketMetadataTableConfiguration'],
    CreateMultipartUpload: ['s3:PutObject'],
    CreateSession: ['s3express:CreateSession'],
    DeleteBucketAnalyticsConfiguration: ['s3:PutAnalyticsConfiguration'],
    DeleteBucketCors: ['s3:PutBucketCORS'],
    DeleteBucketEncryption: ['s3:PutEncryptionConfiguration'],
    DeleteBucketIntelligentTieringConfiguration: ['s3:PutIntelligentTieringConfiguration'],
    DeleteBucketInventoryConfiguration: ['s3:PutInventoryConfiguration'],
    DeleteBucketLifecycle: ['s3:PutLifecycleConfiguration'],
    DeleteBucketMetadataConfiguration: ['s3:DeleteBucketMetadataTableConfiguration'],
    DeleteBucketMetricsConfiguration: ['s3:PutMetricsConfiguration'],
    DeleteBucketOwnershipControls: ['s3:PutBucketOwnershipControls'],
    DeleteBucketReplication: ['s3:PutReplicationConfiguration'],
    DeleteBucketTagging: ['s3:PutBucketTagging'],
    DeleteObjects: ['s3:DeleteObject'],
    DeletePublicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
    GetBucketAccelerateConfiguration: ['s3:GetAccelerateConfiguration'],
    GetBucketAnalyticsConfiguration: ['s3:GetAnalyticsConfiguration'],
    GetBucketEncryption: ['s3:GetEncryptionConfiguration'],
    GetBucketIntelligentTieringConfiguration: ['s3:GetIntelligentTieringConfiguration'],
    GetBucketInventoryConfiguration: ['s3:GetInventoryConfiguration'],
    GetBucketLifecycleConfiguration: ['s3:GetLifecycleConfiguration'],
    GetBucketMetadataConfiguration: ['s3:GetBucketMetadataTableConfiguration'],
    GetBucketMetricsConfiguration: ['s3:GetMetricsConfiguration'],
    GetBucketNotificationConfiguration: ['s3:GetBucketNotification'],
    GetBucketReplication: ['s3:GetReplicationConfiguration'],
    GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
    GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
    HeadBucket: ['s3:ListBucket'],
    HeadObject: ['s3:GetObject'],
    ListBucketAnalyticsConfigurations: ['s3:GetAnalyticsConfiguration'],
    ListBucketIntelligentTieringConfigurations: ['s3:GetIntelligentTieringConfiguration'],
    ListBucketInventoryConfigurations: ['s3:GetInventoryConfiguration'],
    ListBucketMetricsConfigurations: ['s3:GetMetricsConfiguration'],
    ListBuckets: ['s3:ListAllMyBuckets'],
    ListDirectoryBuckets: ['s3express:ListAllMyDirectoryBuckets'],
    ListMultipartUploads: ['s3:ListBucketMultipartUploads'],
    ListObjectVersions: ['s3:ListBucketVersions'],
    ListObjects: ['s3:ListBucket'],
    ListObjectsV2: ['s3:ListBucket'],
    ListParts: ['s3:ListMultipartUploadParts'],
    PostObject: ['s3:PutObject'],
    PutBucketAccelerateConfiguration: ['s3:PutAccelerateConfiguration'],
    PutBucketAnalyticsConfiguration: ['s3:PutAnalyticsConfiguration'],
    PutBucketEncryption: ['s3:PutEncryptionConfiguration'],
    PutBucketIntelligentTieringConfiguration: ['s3:PutIntelligentTieringConfiguration'],
    PutBucketInventoryConfiguration: ['s3:PutInventoryConfiguration'],
    PutBucketLifecycleConfiguration: ['s3:PutLifecycleConfiguration'],
    PutBucketMetricsConfiguration: ['s3:PutMetricsConfiguration'],
    PutBucketNotificationConfiguration: ['s3:PutBucketNotification'],
    PutBucketReplication: ['s3:PutReplicationConfiguration'],
    PutObjectLockConfiguration: ['s3:PutBucketObjectLockConfiguration'],
    PutPublicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
    // Amazon S3 API reference, "RenameObject": for directory buckets, over a session.
    RenameObject: ['s3express:CreateSession'],
    SelectObjectContent: ['s3:GetObject'],
    UploadPart: ['s3:PutObject'],
    UploadPartCopy: ['s3:PutObject', 's3:GetObject'],
    WriteGetObjectResponse: ['s3-object-lambda:WriteGetObjectResponse'],
  },
  // Amazon API Gateway Developer Guide: a connection is managed through execute-api.
  'execute-api': {
    DeleteConnection: ['execute-api:ManageConnections'],
    GetConnection: ['execute-api:ManageConnections'],
    PostToConnection: ['execute-api:ManageConnections'],
  },
  bedrock: {
    Converse: ['bedrock:InvokeModel'],
    ConverseStream: ['bedrock:InvokeModelWithResponseStream'],
  },
};

/** Operations of the installed clients that the reference does not have: nobody can tell which action they need. */
const UNLISTED: ReadonlySet<string> = new Set([
  'dynamodb:CancelBulkOperation',
  'dynamodb:DescribeBulkOperation',
  'dynamodb:ListBulkOperations',
  'dynamodb:StartBulkPutItems',
  'logs:GetLogObject',
]);

function partiql(): readonly string[] {
  return ['Select', 'Insert', 'Update', 'Delete'].map((verb) => `dynamodb:PartiQL${verb}`);
}

/**
 * The actions that the operation may need. Which of several it does need, the call's input tells.
 *
 * @param npmPackage `@aws-sdk/client-s3`
 * @returns none where the reference does not have the operation
 */
export function actionsOf(npmPackage: string, operation: string): readonly string[] {
  const prefix = actionPrefix(npmPackage);
  if (UNLISTED.has(`${prefix}:${operation}`)) return [];
  const exceptional = ACTIONS[prefix]?.[operation];
  if (exceptional) return exceptional;
  if (prefix === 'apigateway') return [`apigateway:${verbOf(operation)}`];
  return [`${prefix}:${operation}`];
}

/** API Gateway Developer Guide: its management actions are the verbs of HTTP. Verbs from the API reference. */
function verbOf(operation: string): string {
  if (/^(Get|Export)/.test(operation)) return 'GET';
  if (/^(Delete|Flush|Untag|Reset)/.test(operation)) return 'DELETE';
  if (/^Update/.test(operation)) return 'PATCH';
  if (/^(Put|Tag|ImportDocumentationParts|Reimport)/.test(operation)) return 'PUT';
  if (operation === 'RejectDomainNameAccessAssociation') return 'RejectAccessAssociation';
  return 'POST';
}
