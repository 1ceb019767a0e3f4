import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';
import type { RefusalEvent } from '../../../../tools/emulator/enforcement/refusal-event';
import { parseXml, textAt, type XmlElement } from '../../../../tools/emulator/enforcement/xml';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { type Emulator, startEmulator } from '../../../../tools/emulator/start-emulator';
import { repositoryRoot } from '../../../../tools/repository';

const REGION = 'eu-central-1';
const ACCOUNT = '123456789012';
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;

/** Does one call and answers what became of it. A call without an answer is given up after 1.5 s. */
const CODE = `
import { SQSClient, SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { S3Client, GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { DynamoDBClient, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
const settings = { maxAttempts: 1, requestHandler: { requestTimeout: 1500, throwOnRequestTimeout: true } };
const QueueUrl = process.env.AWS_ENDPOINT_URL + '/${ACCOUNT}/orders';
const item = { TableName: 'orders', Key: { id: { S: 'a' } } };
const calls = {
  send: () => new SQSClient(settings).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
  receive: () => new SQSClient(settings).send(new ReceiveMessageCommand({ QueueUrl })),
  put: (id) => new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } })),
  get: () => new DynamoDBClient(settings).send(new GetItemCommand(item)),
  read: () => new S3Client({ ...settings, forcePathStyle: true }).send(new GetObjectCommand({ Bucket: 'orders', Key: 'a b' })),
  buckets: () => new S3Client(settings).send(new ListBucketsCommand({})),
  functions: () => new LambdaClient(settings).send(new ListFunctionsCommand({})),
};
export const handler = async ({ call, argument }) => {
  const key = process.env.AWS_ACCESS_KEY_ID;
  try {
    await calls[call](argument);
    return { key, done: true };
  } catch (error) {
    return { key, name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
  }
};`;

let emulator: Emulator | undefined;
let missing: string | undefined;
const refusals: RefusalEvent[] = [];
const folder = mkdtempSync(join(tmpdir(), 'vpc-lambda-enforcement-'));
const trace = join(folder, 'calls.jsonl');

interface Answer {
  readonly key: string;
  readonly done?: true;
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
}

beforeAll(async () => {
  try {
    await findPython();
  } catch (error) {
    if (process.env['CI']) throw error;
    missing = error instanceof Error ? error.message : String(error);
    process.stdout.write(`left out: enforcement on the emulator (${missing})\n`);
    return;
  }
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(network()));
  emulator = await startEmulator({
    enforcement: { system: folder, trace },
    onEvent: (event) => event.kind === 'refusal' && refusals.push(event),
  });
  await deploy();
}, 60_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

beforeEach(() => void refusals.splice(0));

function running(): Emulator {
  if (!emulator) throw new Error('not started');
  return emulator;
}

function client() {
  const { accessKeyId, secretAccessKey } = running().credentials.operator;
  return { endpoint: running().endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
}

async function query(
  service: string,
  Version: string,
  Action: string,
  parameters: Record<string, string>,
): Promise<XmlElement> {
  const answer = await sendSigned({
    ...client(),
    service,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version, ...parameters }).toString(),
  });
  expect(answer).toMatchObject({ status: 200 });
  return parseXml(answer.body);
}

const iam = (action: string, parameters: Record<string, string>) =>
  query('iam', '2010-05-08', action, parameters);
const ec2 = (action: string, parameters: Record<string, string>) =>
  query('ec2', '2016-11-15', action, parameters);

function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** The network that is deployed below, as Terraform has it: endpoints for SQS and DynamoDB, none for S3, and no NAT. */
function network(): object {
  const id = (type: string) => `\${${type}.this.id}`;
  const outward = { ip_protocol: 'tcp', from_port: 443, to_port: 443 };
  return {
    provider: { aws: { region: REGION } },
    resource: {
      aws_vpc: { this: { cidr_block: '10.0.0.0/16', enable_dns_support: true, enable_dns_hostnames: true } },
      aws_subnet: { this: { vpc_id: id('aws_vpc'), cidr_block: '10.0.1.0/24' } },
      aws_route_table: { this: { vpc_id: id('aws_vpc') } },
      aws_route_table_association: {
        this: { subnet_id: id('aws_subnet'), route_table_id: id('aws_route_table') },
      },
      aws_security_group: {
        this: { name: 'functions', vpc_id: id('aws_vpc') },
        endpoint: { name: 'endpoint', vpc_id: id('aws_vpc') },
      },
      aws_vpc_security_group_egress_rule: {
        out: { security_group_id: id('aws_security_group'), cidr_ipv4: '0.0.0.0/0', ...outward },
      },
      aws_vpc_security_group_ingress_rule: {
        into: {
          security_group_id: '${aws_security_group.endpoint.id}',
          referenced_security_group_id: id('aws_security_group'),
          ...outward,
        },
      },
      aws_vpc_endpoint: {
        sqs: {
          vpc_id: id('aws_vpc'),
          service_name: `com.amazonaws.${REGION}.sqs`,
          vpc_endpoint_type: 'Interface',
          private_dns_enabled: true,
          subnet_ids: [id('aws_subnet')],
          security_group_ids: ['${aws_security_group.endpoint.id}'],
        },
        dynamodb: {
          vpc_id: id('aws_vpc'),
          service_name: `com.amazonaws.${REGION}.dynamodb`,
          route_table_ids: [id('aws_route_table')],
        },
      },
      aws_lambda_function: {
        caller: {
          function_name: 'caller',
          role: `arn:aws:iam::${ACCOUNT}:role/services/caller`,
          vpc_config: [{ subnet_ids: [id('aws_subnet')], security_group_ids: [id('aws_security_group')] }],
        },
      },
    },
  };
}

async function deploy(): Promise<void> {
  await iam('CreateRole', {
    RoleName: 'caller',
    Path: '/services/',
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  await iam('PutRolePolicy', {
    RoleName: 'caller',
    PolicyName: 'grants',
    PolicyDocument: document(
      { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: QUEUE },
      {
        Effect: 'Allow',
        Action: 'dynamodb:PutItem',
        Resource: TABLE,
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'own-*' } },
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      { Sid: 'NeverReceive', Effect: 'Deny', Action: 'sqs:ReceiveMessage', Resource: '*' },
    ),
  });
  const VpcId = textAt(await ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' }), 'vpcId') ?? '';
  const SubnetId = textAt(await ec2('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }), 'subnetId') ?? '';
  const group = { VpcId, GroupName: 'functions', GroupDescription: 'of functions' };
  const GroupId = textAt(await ec2('CreateSecurityGroup', group), 'groupId') ?? '';
  for (const [service, type] of [
    ['sqs', 'Interface'],
    ['dynamodb', 'Gateway'],
  ]) {
    await ec2('CreateVpcEndpoint', {
      VpcId,
      ServiceName: `com.amazonaws.${REGION}.${service}`,
      VpcEndpointType: type ?? '',
      PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      ...(type === 'Interface' ? { 'SubnetId.1': SubnetId } : {}),
    });
  }
  await new SQSClient(client()).send(new CreateQueueCommand({ QueueName: 'orders' }));
  await new S3Client({ ...client(), forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: 'orders',
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  await new S3Client({ ...client(), forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: 'orders', Key: 'a b', Body: 'x' }),
  );
  await new DynamoDBClient(client()).send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const { outputFiles } = buildSync({
    stdin: { contents: CODE, resolveDir: repositoryRoot },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    write: false,
  });
  const zip = zipSync({ 'index.js': Buffer.from(outputFiles[0]?.contents ?? '') });
  for (const [FunctionName, VpcConfig] of [
    ['caller', { SubnetIds: [SubnetId], SecurityGroupIds: [GroupId] }],
    ['outside', undefined],
  ] as [string, { SubnetIds: string[]; SecurityGroupIds: string[] } | undefined][]) {
    await new LambdaClient(client()).send(
      new CreateFunctionCommand({
        FunctionName,
        Role: `arn:aws:iam::${ACCOUNT}:role/services/caller`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Timeout: 20,
        Code: { ZipFile: zip },
        ...(VpcConfig ? { VpcConfig: { ...VpcConfig } } : {}),
      }),
    );
  }
}

async function call(name: string, argument = '', FunctionName = 'caller'): Promise<Answer> {
  const { Payload } = await new LambdaClient(client()).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ call: name, argument }) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) as Answer;
}

/** A test that needs moto. In CI it cannot be left out: `beforeAll` has failed then. */
function withMoto(name: string, body: () => Promise<void>): void {
  test(name, async () => (missing === undefined ? body() : undefined), 60_000);
}

const SESSION = `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/caller`;

describe('a function that calls AWS', () => {
  withMoto('GIVEN a grant WHEN it calls THEN the service answers', async () => {
    expect(await call('send')).toMatchObject({ done: true });
    expect(refusals).toEqual([]);
  });

  withMoto(
    'GIVEN no grant WHEN it calls THEN AccessDenied, and the log names the missing statement',
    async () => {
      expect(await call('get')).toMatchObject({
        name: 'AccessDeniedException',
        status: 400,
        message:
          `${SESSION} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} ` +
          'because no identity-based policy allows the dynamodb:GetItem action',
      });
      expect(refusals).toMatchObject([
        {
          functionName: 'caller',
          reason: 'denied',
          missing: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE },
          policy: 'a policy of the role caller',
        },
      ]);
      expect(refusals[0]?.line).toContain(
        `{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"${TABLE}"}`,
      );
    },
  );

  withMoto(
    'GIVEN an explicit denial beside a grant WHEN it calls THEN the denial wins and is named',
    async () => {
      expect(await call('receive')).toMatchObject({
        name: expect.stringMatching(/^AccessDenied/),
        message: expect.stringContaining(
          `sqs:ReceiveMessage on resource: ${QUEUE} with an explicit deny in an identity-based policy`,
        ),
      });
      expect(refusals[0]?.policy).toBe('statement "NeverReceive" of caller/grants');
      expect(refusals[0]?.missing).toBeUndefined();
    },
  );

  withMoto('GIVEN a condition on the keys of a table WHEN it writes THEN its own keys only', async () => {
    expect(await call('put', 'own-1')).toMatchObject({ done: true });
    expect(await call('put', 'other')).toMatchObject({ name: 'AccessDeniedException' });
  });

  withMoto(
    'GIVEN a grant and no way WHEN it calls THEN no answer, and the log names what blocks',
    async () => {
      expect(await call('read')).toMatchObject({ name: 'TimeoutError' });
      expect(refusals).toMatchObject([
        {
          reason: 'unreachable',
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::orders/a b',
          blocked: { path: 'caller -> service s3', smallestChange: expect.any(String) },
        },
      ]);
    },
  );

  withMoto('GIVEN a function in no VPC WHEN it calls the same THEN it is answered', async () => {
    expect(await call('read', '', 'outside')).toMatchObject({ done: true });
    expect(await call('buckets', '', 'outside')).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(await call('functions', '', 'outside')).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
      message: expect.stringContaining('lambda:ListFunctions on resource: *'),
    });
  });

  withMoto('WHEN two functions share a role THEN each has credentials of its own', async () => {
    const [one, other] = [await call('send'), await call('send', '', 'outside')];
    expect(one.key).not.toBe(other.key);
    expect(running().credentials.find(one.key)?.principal).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/caller/caller`,
      role: { arn: `arn:aws:iam::${ACCOUNT}:role/services/caller` },
    });
  });

  withMoto('WHEN a policy is changed THEN the next call is judged by the new one', async () => {
    await new SQSClient(client()).send(
      new SetQueueAttributesCommand({
        QueueUrl: `${running().endpoint}/${ACCOUNT}/orders`,
        Attributes: {
          Policy: document({
            Sid: 'OnlyOverOtherEndpoint',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:SendMessage',
            Resource: QUEUE,
            Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-other' } },
          }),
        },
      }),
    );
    expect((await call('send')).message).toMatch(/with an explicit deny in a resource-based policy$/);
    await new SQSClient(client()).send(
      new SetQueueAttributesCommand({
        QueueUrl: `${running().endpoint}/${ACCOUNT}/orders`,
        Attributes: { Policy: '' },
      }),
    );
    expect(await call('send')).toMatchObject({ done: true });
    await iam('PutRolePolicy', {
      RoleName: 'caller',
      PolicyName: 'more',
      PolicyDocument: document({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE }),
    });
    expect(await call('get')).toMatchObject({ done: true });
  });

  withMoto(
    "WHEN an endpoint's policy is narrowed, and the endpoint deleted THEN both take effect",
    async () => {
      const id = textAt(
        await ec2('DescribeVpcEndpoints', {
          'Filter.1.Name': 'service-name',
          'Filter.1.Value.1': `com.amazonaws.${REGION}.sqs`,
        }),
        'vpcEndpointId',
      );
      await ec2('ModifyVpcEndpoint', {
        VpcEndpointId: id ?? '',
        PolicyDocument: document({
          Effect: 'Allow',
          Principal: '*',
          Action: 'sqs:ReceiveMessage',
          Resource: '*',
        }),
      });
      expect((await call('send')).message).toMatch(
        /because no VPC endpoint policy allows the sqs:SendMessage action$/,
      );
      expect(refusals[0]?.policy).toBe(`the policy of ${id}`);
      await ec2('DeleteVpcEndpoints', { 'VpcEndpointId.1': id ?? '' });
      expect(await call('send')).toMatchObject({ name: 'TimeoutError' });
      expect(refusals.at(-1)?.blocked).toMatchObject({
        path: 'caller -> service sqs',
        smallestChange: 'apply the configuration',
      });
    },
  );

  withMoto(
    'WHEN the emulator ends THEN calls that are held end, and the trace holds what was judged',
    async () => {
      const waiting = call('read');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await emulator?.stop();
      await waiting.catch(() => undefined);
      const lines = readFileSync(trace, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(lines).toContainEqual({
        function: 'caller',
        service: 'sqs',
        operation: 'SendMessage',
        action: 'sqs:SendMessage',
        resource: QUEUE,
        verdict: 'allowed',
      });
      expect(lines).toContainEqual(
        expect.objectContaining({ action: 's3:GetObject', verdict: 'unreachable' }),
      );
    },
  );
});
