import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
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
import { startEmulator } from '../../../../tools/emulator/start-emulator';
import { zipOf } from '../functions/fake-moto';
import { client, deploy, events, REGION, running, useEmulator, withMoto } from './emulator-with-moto';

useEmulator();

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
  );
});

test('GIVEN an aborted signal WHEN started THEN nothing is', async () => {
  await expect(startEmulator({ signal: AbortSignal.abort() })).rejects.toThrow();
});
