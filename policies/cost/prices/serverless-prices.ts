import { definePrices } from './price-definition';

/** Prices of functions, APIs, messages, workflows and storage. */
export const SERVERLESS_PRICES = definePrices({
  'lambda.request': {
    unit: 'request',
    what: 'Lambda invocation',
    offer: { service: 'AWSLambda', usageType: 'Request' },
    free: '1000000',
  },
  'lambda.x86.gb-second': {
    unit: 'GB-second',
    what: 'Lambda duration, x86',
    offer: { service: 'AWSLambda', usageType: 'Lambda-GB-Second' },
    free: '400000',
  },
  'lambda.arm.gb-second': {
    unit: 'GB-second',
    what: 'Lambda duration, arm64',
    offer: { service: 'AWSLambda', usageType: 'Lambda-GB-Second-ARM' },
    free: '400000',
  },
  'lambda.storage.gb-second': {
    unit: 'GB-second',
    what: 'ephemeral storage above 512 MB',
    offer: { service: 'AWSLambda', usageType: 'Lambda-Storage-GB-Second' },
  },
  'lambda.provisioned.x86.gb-second': {
    unit: 'GB-second',
    what: 'provisioned concurrency kept ready, x86',
    offer: { service: 'AWSLambda', usageType: 'Lambda-Provisioned-Concurrency' },
  },
  'lambda.provisioned.arm.gb-second': {
    unit: 'GB-second',
    what: 'provisioned concurrency kept ready, arm64',
    offer: { service: 'AWSLambda', usageType: 'Lambda-Provisioned-Concurrency-ARM' },
  },
  'xray.trace': { unit: 'trace', what: 'trace recorded by X-Ray', free: '100000' },
  'api.rest.request': {
    unit: 'request',
    what: 'REST API request',
    offer: { service: 'AmazonApiGateway', usageType: 'ApiGatewayRequest' },
  },
  'api.http.request': {
    unit: 'request',
    what: 'HTTP API request, 512 KB each',
    offer: { service: 'AmazonApiGateway', usageType: 'ApiGatewayHttpRequest' },
  },
  'sqs.standard.request': {
    unit: 'request',
    what: 'SQS request, standard queue, 64 KB each',
    offer: { service: 'AWSQueueService', usageType: 'Requests-Tier1' },
    free: '1000000',
  },
  'sqs.fifo.request': {
    unit: 'request',
    what: 'SQS request, FIFO queue, 64 KB each',
    offer: { service: 'AWSQueueService', usageType: 'Requests-FIFO-Tier1' },
  },
  'sns.publish': {
    unit: 'request',
    what: 'SNS message published, 64 KB each',
    offer: { service: 'AmazonSNS', usageType: 'Requests-Tier1' },
    free: '1000000',
  },
  'events.custom': {
    unit: 'request',
    what: 'custom event put on a bus, 64 KB each',
    offer: { service: 'AWSEvents', usageType: 'Event-64K-Chunks' },
  },
  'events.archive.gb': {
    unit: 'GB',
    what: 'events taken in by an archive',
    offer: { service: 'AWSEvents', usageType: 'ArchivedEvents-Bytes' },
  },
  'events.archive.gb-month': {
    unit: 'GB-month',
    what: 'events kept in an archive',
    offer: { service: 'AWSEvents', usageType: 'TimedStorage-ByteHrs' },
  },
  'scheduler.invocation': {
    unit: 'request',
    what: 'EventBridge Scheduler invocation',
    offer: { service: 'AWSEvents', usageType: 'ScheduledInvocation' },
    free: '14000000',
  },
  'states.transition': {
    unit: 'request',
    what: 'Step Functions state transition, Standard',
    offer: { service: 'AmazonStates', usageType: 'StateTransition' },
    free: '4000',
  },
  'states.express.request': {
    unit: 'request',
    what: 'Step Functions Express execution',
    offer: { service: 'AmazonStates', usageType: 'StepFunctions-Request' },
  },
  'dynamodb.write': {
    unit: 'request',
    what: 'DynamoDB write request unit, on demand',
    offer: {
      service: 'AmazonDynamoDB',
      usageType: 'WriteRequestUnits',
      attributes: { operation: 'PayPerRequestThroughput' },
    },
  },
  'dynamodb.read': {
    unit: 'request',
    what: 'DynamoDB read request unit, on demand',
    offer: {
      service: 'AmazonDynamoDB',
      usageType: 'ReadRequestUnits',
      attributes: { operation: 'PayPerRequestThroughput' },
    },
  },
  'dynamodb.storage.gb-month': {
    unit: 'GB-month',
    what: 'DynamoDB storage',
    offer: { service: 'AmazonDynamoDB', usageType: 'TimedStorage-ByteHrs' },
    free: '25',
  },
  'dynamodb.backup.gb-month': {
    unit: 'GB-month',
    what: 'DynamoDB point-in-time recovery',
    offer: { service: 'AmazonDynamoDB', usageType: 'TimedPITRStorage-ByteHrs' },
  },
  's3.storage.gb-month': {
    unit: 'GB-month',
    what: 'S3 Standard storage',
    offer: { service: 'AmazonS3', usageType: 'TimedStorage-ByteHrs', attributes: { volumeType: 'Standard' } },
  },
  's3.infrequent.gb-month': {
    unit: 'GB-month',
    what: 'S3 Standard-Infrequent Access storage',
    offer: { service: 'AmazonS3', usageType: 'TimedStorage-SIA-ByteHrs' },
  },
  's3.put': {
    unit: 'request',
    what: 'S3 PUT, COPY, POST or LIST',
    offer: { service: 'AmazonS3', usageType: 'Requests-Tier1' },
  },
  's3.get': {
    unit: 'request',
    what: 'S3 GET and all other requests',
    offer: { service: 'AmazonS3', usageType: 'Requests-Tier2' },
  },
  'rekognition.image': { unit: 'request', what: 'image analysed by Rekognition' },
  'waf.acl-month': { unit: 'month', what: 'web ACL', offer: { service: 'awswaf', usageType: 'WebACLV2' } },
  'waf.rule-month': {
    unit: 'month',
    what: 'rule of a web ACL',
    offer: { service: 'awswaf', usageType: 'RuleV2' },
  },
  'waf.request': {
    unit: 'request',
    what: 'request checked by a web ACL',
    offer: { service: 'awswaf', usageType: 'RequestV2-Tier1' },
  },
});
