import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  GetResourcesCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { type Emulator, type EmulatorEvent, startEmulator } from '../../../../tools/emulator/start-emulator';
import { zipOf } from '../functions/fake-moto';

const REGION = 'eu-central-1';
const ROLE = 'arn:aws:iam::123456789012:role/deposits';
const JSON_TYPE = { 'content-type': 'application/json' };

/** An API handler that tells what it was called with. */
const ECHO = `exports.handler = async (event) => {
  console.log('served', event.path);
  return { statusCode: 201, headers: { Location: '/deposits/1' }, body: JSON.stringify(event) } }`;

let emulator: Emulator | undefined;
let missing: string | undefined;
const events: EmulatorEvent[] = [];

function running(): Emulator {
  if (!emulator) throw new Error('no emulator');
  return emulator;
}

/** Settings with which any SDK client calls the emulator. */
function client() {
  const { accessKeyId, secretAccessKey } = running().credentials.operator;
  return { endpoint: running().endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
}

beforeAll(async () => {
  try {
    await findPython();
  } catch (error) {
    if (process.env['CI']) throw error;
    missing = error instanceof Error ? error.message : String(error);
    process.stdout.write(`left out: the emulator with moto (${missing})\n`);
    return;
  }
  emulator = await startEmulator({ onEvent: (event) => events.push(event) });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const role = await sendSigned({
    ...client(),
    service: 'iam',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: 'deposits',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }).toString(),
  });
  expect(role.status).toBe(200);
}, 60_000);

afterAll(async () => {
  await emulator?.stop();
  await emulator?.stop();
}, 30_000);

/** A test that needs moto. In CI it cannot be left out: `beforeAll` has failed then. */
function withMoto(name: string, body: () => Promise<void>, timeoutMs = 30_000): void {
  test(name, async () => (missing === undefined ? body() : undefined), timeoutMs);
}

async function deploy(name: string, code: string): Promise<string> {
  const lambda = new LambdaClient(client());
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf({ 'index.js': code }) },
      Environment: { Variables: { TABLE: 'deposits' } },
    }),
  );
  return created.FunctionArn ?? '';
}

describe('functions', () => {
  withMoto(
    'GIVEN a deployed alias WHEN invoked by the SDK THEN its version runs, with log tail and stored log',
    async () => {
      const lambda = new LambdaClient(client());
      const logs = new CloudWatchLogsClient(client());
      await deploy(
        'hello',
        'exports.handler = async (e) => { console.log("hi"); return [process.env.TABLE, e.n] }',
      );
      await logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/hello' }));
      const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: 'hello' }));
      await lambda.send(
        new CreateAliasCommand({ FunctionName: 'hello', Name: 'live', FunctionVersion: Version }),
      );
      await lambda.send(
        new UpdateFunctionCodeCommand({
          FunctionName: 'hello',
          ZipFile: zipOf({ 'index.js': 'exports.handler = async () => "latest"' }),
        }),
      );

      const live = await lambda.send(
        new InvokeCommand({ FunctionName: 'hello', Qualifier: 'live', Payload: '{"n":7}', LogType: 'Tail' }),
      );
      const latest = await lambda.send(new InvokeCommand({ FunctionName: 'hello' }));
      await running().functionHost.drained();
      const stored = await logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/hello' }));

      expect(JSON.parse(live.Payload?.transformToString() ?? '')).toEqual(['deposits', 7]);
      expect(live.ExecutedVersion).toBe('1');
      expect(Buffer.from(live.LogResult ?? '', 'base64').toString()).toContain('\tINFO\thi\n');
      expect(latest.Payload?.transformToString()).toBe('"latest"');
      expect(stored.events?.some((event) => event.message?.endsWith('\thi'))).toBe(true);
      expect(events).toContainEqual(
        expect.objectContaining({
          kind: 'call',
          call: expect.objectContaining({ service: 'lambda', operation: 'Invoke' }),
        }),
      );
    },
  );

  withMoto(
    'GIVEN a function that calls AWS WHEN it runs THEN the gateway tells which function called',
    async () => {
      await deploy(
        'caller',
        `const http = require('node:http'), { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: id, AWS_REGION: region } = process.env;
       exports.handler = () => new Promise((resolve, reject) => {
         const request = http.request(url, { method: 'POST', headers: {
           authorization: 'AWS4-HMAC-SHA256 Credential=' + id + '/20260101/' + region + '/events/aws4_request, SignedHeaders=host, Signature=0',
           'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.ListEventBuses' } }, (response) => {
             response.resume(); response.on('end', () => resolve(response.statusCode)) });
         request.on('error', reject); request.end('{}') })`,
      );
      const answer = await new LambdaClient(client()).send(new InvokeCommand({ FunctionName: 'caller' }));
      expect(answer.Payload?.transformToString()).toBe('200');
      expect(events).toContainEqual(
        expect.objectContaining({
          kind: 'call',
          call: expect.objectContaining({
            service: 'events',
            operation: 'ListEventBuses',
            functionName: 'caller',
          }),
        }),
      );
    },
  );
});

describe('storage', () => {
  withMoto(
    'GIVEN a presigned POST WHEN a form is sent without a signature in its header THEN the object is there',
    async () => {
      const s3 = new S3Client(client());
      await s3.send(
        new CreateBucketCommand({
          Bucket: 'images',
          CreateBucketConfiguration: { LocationConstraint: REGION },
        }),
      );
      const { url, fields } = await createPresignedPost(s3, { Bucket: 'images', Key: 'cheque', Expires: 60 });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob(['picture']));
      const uploaded = await fetch(url, { method: 'POST', body: form });
      const found = await s3.send(new GetObjectCommand({ Bucket: 'images', Key: 'cheque' }));
      expect(uploaded.status).toBe(204);
      expect(await found.Body?.transformToString()).toBe('picture');
    },
  );
});

describe('database', () => {
  withMoto(
    'GIVEN a deployed cluster and its secret WHEN the Data API is called THEN PostgreSQL answers',
    async () => {
      const rds = (body: Record<string, string>) =>
        sendSigned({
          ...client(),
          service: 'rds',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ Version: '2014-10-31', ...body }).toString(),
        });
      const created = await rds({
        Action: 'CreateDBCluster',
        DBClusterIdentifier: 'ledger',
        Engine: 'aurora-postgresql',
        EngineMode: 'provisioned',
        MasterUsername: 'root',
        ManageMasterUserPassword: 'true',
        DatabaseName: 'ledger',
        EnableHttpEndpoint: 'true',
      });
      await rds({
        Action: 'CreateDBInstance',
        DBInstanceIdentifier: 'ledger-1',
        DBClusterIdentifier: 'ledger',
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
      });
      const resourceArn = /<DBClusterArn>([^<]+)/.exec(created.body)?.[1];
      const secretArn = /<SecretArn>([^<]+)/.exec(created.body)?.[1];
      const data = new RDSDataClient(client());

      const answer = await data.send(
        new ExecuteStatementCommand({
          resourceArn,
          secretArn,
          database: 'ledger',
          sql: 'select :n::int + 1 as n',
          parameters: [{ name: 'n', value: { longValue: 41 } }],
        }),
      );
      expect(answer.records).toEqual([[{ longValue: 42 }]]);

      const { ARN } = await new SecretsManagerClient(client()).send(
        new CreateSecretCommand({ Name: 'wrong', SecretString: '{"username":"nobody","password":"x"}' }),
      );
      const refused = data.send(
        new ExecuteStatementCommand({ resourceArn, secretArn: ARN, database: 'ledger', sql: 'select 1' }),
      );
      await expect(refused).rejects.toThrow();
    },
    60_000,
  );
});

describe('a deployed REST API', () => {
  async function deployApi(): Promise<{ id: string; resourceId: string }> {
    const arn = await deploy('submit', ECHO);
    const api = new APIGatewayClient(client());
    const logs = new CloudWatchLogsClient(client());
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/api/access' }));
    const { id: restApiId = '' } = await api.send(new CreateRestApiCommand({ name: 'deposits' }));
    const { items = [] } = await api.send(new GetResourcesCommand({ restApiId }));
    const { id: resourceId = '' } = await api.send(
      new CreateResourceCommand({ restApiId, parentId: items[0]?.id, pathPart: 'deposits' }),
    );
    const schema = { type: 'object', required: ['amount'], properties: { amount: { type: 'integer' } } };
    await api.send(
      new CreateModelCommand({
        restApiId,
        name: 'Deposit',
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    );
    const validator = await api.send(
      new CreateRequestValidatorCommand({
        restApiId,
        name: 'all',
        validateRequestBody: true,
        validateRequestParameters: true,
      }),
    );
    const method = { restApiId, resourceId, httpMethod: 'POST' };
    await api.send(
      new PutMethodCommand({
        ...method,
        authorizationType: 'AWS_IAM',
        requestValidatorId: validator.id,
        requestParameters: { 'method.request.header.Idempotency-Key': true },
        requestModels: { 'application/json': 'Deposit' },
      }),
    );
    await api.send(
      new PutIntegrationCommand({
        ...method,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`,
      }),
    );
    await api.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: 'BAD_REQUEST_BODY',
        responseTemplates: {
          'application/json':
            '{"title":$context.error.messageString,"detail":"$context.error.validationErrorString"}',
        },
      }),
    );
    const { id: deploymentId } = await api.send(new CreateDeploymentCommand({ restApiId }));
    await api.send(new CreateStageCommand({ restApiId, stageName: 'live', deploymentId }));
    const patch = (path: string, value: string) => ({ op: 'replace' as const, path, value });
    await api.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'live',
        patchOperations: [
          patch(
            '/accessLogSettings/destinationArn',
            `arn:aws:logs:${REGION}:123456789012:log-group:/api/access`,
          ),
          patch('/accessLogSettings/format', '{"status":$context.status,"user":"$context.identity.userArn"}'),
          patch('/*/*/throttling/rateLimit', '0.001'),
          patch('/*/*/throttling/burstLimit', '4'),
        ],
      }),
    );
    return { id: restApiId, resourceId };
  }

  withMoto(
    'GIVEN IAM authorization, validation and throttling WHEN called THEN each is as deployed',
    async () => {
      const { id, resourceId } = await deployApi();
      const served = await running().serveApi(id, 'live');
      const { accessKeyId, secretAccessKey } = running().credentials.operator;
      const post = (body: unknown, headers: Record<string, string> = { 'idempotency-key': 'k' }) =>
        sendSigned({
          endpoint: served.url,
          service: 'execute-api',
          region: REGION,
          credentials: { accessKeyId, secretAccessKey },
          path: '/live/deposits',
          headers: { ...JSON_TYPE, ...headers },
          body: JSON.stringify(body),
        });

      const unsigned = await fetch(`${served.url}/deposits`, { method: 'POST', body: '{}' });
      const created = await post({ amount: 5 });
      const invalid = await post({});
      const keyless = await post({ amount: 5 }, {});
      const throttled = await post({ amount: 5 });
      await served.stop();

      expect([unsigned.status, await unsigned.json()]).toEqual([
        403,
        { message: 'Missing Authentication Token' },
      ]);
      expect(created.status).toBe(201);
      expect(JSON.parse(created.body)).toMatchObject({
        resource: '/deposits',
        path: '/deposits',
        body: '{"amount":5}',
        requestContext: {
          resourceId,
          stage: 'live',
          apiId: id,
          identity: { userArn: 'arn:aws:iam::123456789012:user/operator', accessKey: accessKeyId },
        },
      });
      expect(invalid).toEqual({
        status: 400,
        body: '{"title":"Invalid request body","detail":"[object has missing required properties (["amount"])]"}',
      });
      expect(keyless).toEqual({
        status: 400,
        body: '{"message":"Missing required request parameters: [Idempotency-Key]"}',
      });
      expect(throttled).toEqual({ status: 429, body: '{"message":"Too Many Requests"}' });
      const lines = events.flatMap((event) =>
        event.kind === 'access-log' ? [JSON.parse(event.message)] : [],
      );
      expect(lines).toEqual(
        expect.arrayContaining([
          { status: 403, user: '-' },
          { status: 201, user: 'arn:aws:iam::123456789012:user/operator' },
          { status: 429, user: '-' },
        ]),
      );
    },
  );
});

test('GIVEN an aborted signal WHEN started THEN nothing is', async () => {
  await expect(startEmulator({ signal: AbortSignal.abort() })).rejects.toThrow();
});
