import { createServer, type IncomingMessage } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { DetectTextCommand, RekognitionClient } from '@aws-sdk/client-rekognition';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { answerRefusal, refusalError } from '../../../../tools/emulator/enforcement/refusal';
import { closeServer, listen } from '../../../../tools/emulator/gateway/http';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';

const SENTENCE =
  'User: somebody is not authorized to perform: x:Y because no identity-based policy allows the x:Y action';
const credentials = { accessKeyId: 'A', secretAccessKey: 'S' };

/** What is refused of the next call. */
let refused = { action: 'x:Y', resource: '*', context: {} } as Parameters<typeof refusalError>[1];
let service = '';
const server = createServer((request: IncomingMessage, response) => {
  answerRefusal(request, response, service, refusalError(service, refused, SENTENCE));
});
let settings: { endpoint: string; region: string; credentials: typeof credentials; maxAttempts: number };

beforeAll(async () => {
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  settings = { endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 };
});
afterAll(() => closeServer(server));
beforeEach(() => {
  refused = { action: 'x:Y', resource: '*', context: {} };
});

const CALLS: readonly [service: string, name: string, status: number, call: () => Promise<unknown>][] = [
  [
    'sqs',
    'AccessDenied',
    400,
    () =>
      new SQSClient(settings).send(new SendMessageCommand({ QueueUrl: 'http://q/1/q', MessageBody: 'x' })),
  ],
  [
    'dynamodb',
    'AccessDeniedException',
    400,
    () => new DynamoDBClient(settings).send(new GetItemCommand({ TableName: 't', Key: {} })),
  ],
  [
    'events',
    'AccessDeniedException',
    400,
    () => new EventBridgeClient(settings).send(new PutEventsCommand({ Entries: [] })),
  ],
  [
    'secretsmanager',
    'AccessDeniedException',
    400,
    () => new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId: 's' })),
  ],
  [
    'states',
    'AccessDeniedException',
    400,
    () => new SFNClient(settings).send(new StartExecutionCommand({ stateMachineArn: 'a' })),
  ],
  [
    'rekognition',
    'AccessDeniedException',
    400,
    () => new RekognitionClient(settings).send(new DetectTextCommand({ Image: {} })),
  ],
  [
    'lambda',
    'AccessDeniedException',
    403,
    () => new LambdaClient(settings).send(new InvokeCommand({ FunctionName: 'f' })),
  ],
  [
    'rds-data',
    'AccessDeniedException',
    403,
    () =>
      new RDSDataClient(settings).send(
        new ExecuteStatementCommand({ resourceArn: 'r', secretArn: 's', sql: 'q' }),
      ),
  ],
  [
    's3',
    'AccessDenied',
    403,
    () =>
      new S3Client({ ...settings, forcePathStyle: true }).send(
        new GetObjectCommand({ Bucket: 'b', Key: 'k' }),
      ),
  ],
];

describe("a refusal in each service's protocol", () => {
  test.each(CALLS)('%s: the SDK throws %s with the sentence', async (name, error, status, call) => {
    service = name;
    await expect(call()).rejects.toMatchObject({
      name: error,
      message: SENTENCE,
      $metadata: { httpStatusCode: status },
    });
  });

  test('the Query protocol: IAM and SNS', async () => {
    for (const [name, code] of [
      ['iam', 'AccessDenied'],
      ['sns', 'AuthorizationError'],
    ]) {
      service = name ?? '';
      const answer = await sendSigned({
        ...settings,
        service,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Action=Publish',
      });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain(`<Code>${code}</Code><Message>${SENTENCE}</Message>`);
    }
  });

  test.each([
    ['secretsmanager', 'AccessDeniedException', 'Access to KMS is not allowed'],
    ['sqs', 'KmsAccessDenied', SENTENCE],
    ['s3', 'AccessDenied', SENTENCE],
    ['dynamodb', 'AccessDeniedException', SENTENCE],
  ])('%s without its key answers %s', (name, code, message) => {
    const query = { action: 'kms:Decrypt', resource: 'arn:k', context: {}, via: name };
    expect(refusalError(name, query, SENTENCE)).toMatchObject({ code, message });
  });

  test('Rekognition does not tell why it cannot read the image', () => {
    const query = { action: 's3:GetObject', resource: 'arn:o', context: {}, via: 'rekognition' };
    expect(refusalError('rekognition', query, SENTENCE)).toMatchObject({ code: 'InvalidS3ObjectException' });
  });
});
