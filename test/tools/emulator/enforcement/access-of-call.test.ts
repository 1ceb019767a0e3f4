import { accessOfCall } from '../../../../tools/emulator/enforcement/access-of-call';
import type { CallFacts } from '../../../../tools/emulator/enforcement/access-query';
import type {
  DeployedResource,
  DeployedResources,
} from '../../../../tools/emulator/enforcement/deployed-resources';
import { holderOf, keyAccess, serviceAccess } from '../../../../tools/emulator/enforcement/implied-access';

const HERE = 'eu-central-1:123456789012';
const KEY = `arn:aws:kms:${HERE}:key/k`;

const DEPLOYED: Readonly<Record<string, Partial<DeployedResource>>> = {
  [`arn:aws:dynamodb:${HERE}:table/t`]: { partitionKey: 'id', keyArn: KEY },
  [`arn:aws:secretsmanager:${HERE}:secret:s`]: { arn: `arn:aws:secretsmanager:${HERE}:secret:s-AbCdEf` },
};
const resources = {
  of: (arn: string) => Promise.resolve(DEPLOYED[arn] && { arn, ...DEPLOYED[arn] }),
} as unknown as DeployedResources;

function facts(
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>> = {},
  more: { path?: string; query?: string; headers?: Record<string, string>; text?: string } = {},
): CallFacts {
  return {
    service,
    operation,
    region: 'eu-central-1',
    accountId: '123456789012',
    method: 'POST',
    path: more.path ?? '/',
    query: new URLSearchParams(more.query ?? ''),
    header: (name) => more.headers?.[name],
    input,
    text: more.text ?? '',
  };
}

const entry = (Source: string, EventBusName?: string) => ({ Source, DetailType: 'D', EventBusName });

const CASES: readonly [call: string, facts: CallFacts, asks: readonly string[]][] = [
  [
    'a batch of messages',
    facts('sqs', 'SendMessageBatch', { QueueUrl: 'http://127.0.0.1:4566/123456789012/q' }),
    [`sqs:SendMessage arn:aws:sqs:${HERE}:q`],
  ],
  ['a list of queues', facts('sqs', 'ListQueues'), ['sqs:ListQueues *']],
  [
    'a message to a topic',
    facts('sns', 'Publish', { TopicArn: `arn:aws:sns:${HERE}:t` }),
    [`sns:Publish arn:aws:sns:${HERE}:t`],
  ],
  ['a message to a telephone', facts('sns', 'Publish', { PhoneNumber: '+1' }), ['sns:Publish *']],
  [
    'events for two buses',
    facts('events', 'PutEvents', {
      Entries: [
        entry('a', 'b'),
        entry('a', 'b'),
        entry('a', `arn:aws:events:${HERE}:event-bus/c`),
        entry('z'),
      ],
    }),
    [
      `events:PutEvents arn:aws:events:${HERE}:event-bus/b`,
      `events:PutEvents arn:aws:events:${HERE}:event-bus/c`,
      `events:PutEvents arn:aws:events:${HERE}:event-bus/default`,
    ],
  ],
  [
    'a transaction on two tables',
    facts('dynamodb', 'TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 't' } }, { ConditionCheck: { TableName: 'u' } }],
    }),
    [
      `dynamodb:PutItem arn:aws:dynamodb:${HERE}:table/t`,
      `dynamodb:ConditionCheckItem arn:aws:dynamodb:${HERE}:table/u`,
    ],
  ],
  [
    'a query of an index',
    facts('dynamodb', 'Query', { TableName: 't', IndexName: 'i' }),
    [`dynamodb:Query arn:aws:dynamodb:${HERE}:table/t/index/i`],
  ],
  [
    'a batch of items',
    facts('dynamodb', 'BatchGetItem', { RequestItems: { t: {}, u: {} } }),
    [
      `dynamodb:BatchGetItem arn:aws:dynamodb:${HERE}:table/t`,
      `dynamodb:BatchGetItem arn:aws:dynamodb:${HERE}:table/u`,
    ],
  ],
  [
    'an object with a space in its key',
    facts('s3', 'HeadObject', {}, { path: '/b/a%20b/c' }),
    ['s3:GetObject arn:aws:s3:::b/a b/c'],
  ],
  [
    'a version of an object',
    facts('s3', 'GetObject', {}, { path: '/b/k', query: 'versionId=1' }),
    ['s3:GetObjectVersion arn:aws:s3:::b/k'],
  ],
  [
    'a copy',
    facts('s3', 'CopyObject', {}, { path: '/b/k', headers: { 'x-amz-copy-source': '/from/a%2Fb' } }),
    ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::from/a/b'],
  ],
  [
    'several deletions',
    facts(
      's3',
      'DeleteObjects',
      {},
      {
        path: '/b',
        query: 'delete',
        text: '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>1</VersionId></Object></Delete>',
      },
    ),
    ['s3:DeleteObject arn:aws:s3:::b/a&b', 's3:DeleteObjectVersion arn:aws:s3:::b/c'],
  ],
  ['a list of objects', facts('s3', 'ListObjectsV2', {}, { path: '/b' }), ['s3:ListBucket arn:aws:s3:::b']],
  [
    'an object with tags',
    facts('s3', 'PutObject', {}, { path: '/b/k', headers: { 'x-amz-tagging': 'a=b' } }),
    ['s3:PutObject arn:aws:s3:::b/k', 's3:PutObjectTagging arn:aws:s3:::b/k'],
  ],
  [
    "a browser's upload",
    facts('s3', 'PostObject', {}, { path: '/b', headers: { key: 'deposits/1' } }),
    ['s3:PutObject arn:aws:s3:::b/deposits/1'],
  ],
  [
    'a secret by its name',
    facts('secretsmanager', 'GetSecretValue', { SecretId: 's' }),
    [`secretsmanager:GetSecretValue arn:aws:secretsmanager:${HERE}:secret:s-AbCdEf`],
  ],
  [
    'a function by name and qualifier',
    facts('lambda', 'Invoke', {}, { path: '/2015-03-31/functions/f/invocations', query: 'Qualifier=live' }),
    [`lambda:InvokeFunction arn:aws:lambda:${HERE}:function:f:live`],
  ],
  [
    'an execution',
    facts('states', 'StartExecution', { stateMachineArn: `arn:aws:states:${HERE}:stateMachine:m` }),
    [`states:StartExecution arn:aws:states:${HERE}:stateMachine:m`],
  ],
  ["a task's token", facts('states', 'SendTaskSuccess', { taskToken: 't' }), ['states:SendTaskSuccess *']],
  [
    'a statement',
    facts('rds-data', 'ExecuteStatement', { resourceArn: `arn:aws:rds:${HERE}:cluster:c` }),
    [`rds-data:ExecuteStatement arn:aws:rds:${HERE}:cluster:c`],
  ],
  ['who I am', facts('sts', 'GetCallerIdentity'), []],
  ['text in an image', facts('rekognition', 'DetectText'), ['rekognition:DetectText *']],
  [
    'an operation of a service that is not read',
    facts('kinesis', 'PutRecord'),
    ['kinesis:PutRecord (unknown)'],
  ],
];

describe('the permissions of a call', () => {
  test.each(CASES)('GIVEN %s THEN they are known', async (_call, input, asks) => {
    const found = await accessOfCall(input, resources);
    expect(
      found.map(
        ({ action, resource }) => `${action} ${typeof resource === 'string' ? resource : '(unknown)'}`,
      ),
    ).toEqual(asks);
  });

  test('GIVEN an item WHEN it is written THEN its partition key is said', async () => {
    const [query] = await accessOfCall(
      facts('dynamodb', 'PutItem', { TableName: 't', Item: { id: { S: 'own' }, other: { S: 'x' } } }),
      resources,
    );
    expect(query?.context).toEqual({ 'dynamodb:LeadingKeys': ['own'] });
  });

  test('GIVEN headers of S3 THEN they are condition keys', async () => {
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    const [query] = await accessOfCall(facts('s3', 'PutObject', {}, { path: '/b/k', headers }), resources);
    expect(query?.context).toMatchObject({
      's3:x-amz-server-side-encryption': 'aws:kms',
      's3:TlsVersion': '1.3',
    });
  });
});

describe('what services ask on behalf of the caller', () => {
  const asked = (action: string, resource: string, deployed: Partial<DeployedResource>) =>
    keyAccess({ action, resource, context: {} }, { arn: holderOf(resource), keyArn: KEY, ...deployed }).map(
      (query) => [query.action, query.context],
    );
  const via = (service: string, key: string, value: string) => ({
    'kms:CallerAccount': '123456789012',
    'kms:ViaService': `${service}.eu-central-1.amazonaws.com`,
    [`kms:EncryptionContext:${key}`]: value,
  });

  test.each([
    ['sqs:SendMessage', `arn:aws:sqs:${HERE}:q`, ['kms:GenerateDataKey', 'kms:Decrypt'], 'aws:sqs:arn'],
    ['sqs:ReceiveMessage', `arn:aws:sqs:${HERE}:q`, ['kms:Decrypt'], 'aws:sqs:arn'],
    ['sns:Publish', `arn:aws:sns:${HERE}:t`, ['kms:GenerateDataKey', 'kms:Decrypt'], 'aws:sns:topicArn'],
    [
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:${HERE}:secret:s`,
      ['kms:Decrypt'],
      'SecretARN',
    ],
    ['s3:GetObject', 'arn:aws:s3:::b/k', ['kms:Decrypt'], 'aws:s3:arn'],
    ['s3:PutObject', 'arn:aws:s3:::b/k', ['kms:GenerateDataKey'], 'aws:s3:arn'],
  ])('GIVEN a key WHEN %s THEN KMS is asked through the service', (action, resource, needs, context) => {
    const [service = ''] = action.split(':');
    expect(asked(action, resource, {})).toEqual(needs.map((name) => [name, via(service, context, resource)]));
  });

  test('GIVEN a bucket key THEN KMS is told the bucket', () => {
    expect(asked('s3:GetObject', 'arn:aws:s3:::b/k', { hasBucketKey: true })).toEqual([
      ['kms:Decrypt', via('s3', 'aws:s3:arn', 'arn:aws:s3:::b')],
    ]);
  });

  test("GIVEN AWS's own key, or an action that reads nothing THEN nobody is asked", () => {
    expect(
      keyAccess({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }, { arn: 'x' }),
    ).toEqual([]);
    expect(asked('sqs:DeleteMessage', `arn:aws:sqs:${HERE}:q`, {})).toEqual([]);
  });

  test('WHEN the Data API runs a statement THEN it reads the secret; WHEN text is looked for THEN the image', () => {
    const query = (action: string) => ({ action, resource: '*', context: {} });
    expect(serviceAccess(query('rds-data:ExecuteStatement'), { secretArn: 'arn:s' })).toMatchObject([
      { action: 'secretsmanager:GetSecretValue', resource: 'arn:s', via: 'rds-data' },
    ]);
    expect(
      serviceAccess(query('rekognition:DetectText'), { Image: { S3Object: { Bucket: 'b', Name: 'k' } } }),
    ).toMatchObject([{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', via: 'rekognition' }]);
    expect(serviceAccess(query('rekognition:DetectText'), { Image: { Bytes: 'x' } })).toEqual([]);
  });
});
