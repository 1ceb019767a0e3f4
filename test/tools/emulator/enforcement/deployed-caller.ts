import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';
import { parseXml, textAt, type XmlElement } from '../../../../tools/emulator/enforcement/xml';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import type { Emulator } from '../../../../tools/emulator/start-emulator';
import { repositoryRoot } from '../../../../tools/repository';

export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';
export const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
export const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;

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

/** Settings with which an SDK client calls the emulator. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function clientOf({ endpoint, credentials }: Emulator): ClientSettings {
  const { accessKeyId, secretAccessKey } = credentials.operator;
  return { endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
}

async function query(
  client: ClientSettings,
  service: string,
  Version: string,
  Action: string,
  parameters: Record<string, string>,
): Promise<XmlElement> {
  const answer = await sendSigned({
    ...client,
    service,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version, ...parameters }).toString(),
  });
  expect(answer).toMatchObject({ status: 200 });
  return parseXml(answer.body);
}

export const iam = (client: ClientSettings, action: string, parameters: Record<string, string>) =>
  query(client, 'iam', '2010-05-08', action, parameters);
export const ec2 = (client: ClientSettings, action: string, parameters: Record<string, string>) =>
  query(client, 'ec2', '2016-11-15', action, parameters);

export function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** The network that `deployCaller` deploys, as Terraform has it: endpoints for SQS and DynamoDB, none for S3, and no NAT. */
export function network(): object {
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

/** Deploys the network, what the functions call, and two functions of one role: one in the network, one in no VPC. */
export async function deployCaller(client: ClientSettings): Promise<void> {
  await iam(client, 'CreateRole', {
    RoleName: 'caller',
    Path: '/services/',
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  await iam(client, 'PutRolePolicy', {
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
  const VpcId = textAt(await ec2(client, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }), 'vpcId') ?? '';
  const SubnetId =
    textAt(await ec2(client, 'CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }), 'subnetId') ?? '';
  const group = { VpcId, GroupName: 'functions', GroupDescription: 'of functions' };
  const GroupId = textAt(await ec2(client, 'CreateSecurityGroup', group), 'groupId') ?? '';
  for (const [service, type] of [
    ['sqs', 'Interface'],
    ['dynamodb', 'Gateway'],
  ]) {
    await ec2(client, 'CreateVpcEndpoint', {
      VpcId,
      ServiceName: `com.amazonaws.${REGION}.${service}`,
      VpcEndpointType: type ?? '',
      PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      ...(type === 'Interface' ? { 'SubnetId.1': SubnetId } : {}),
    });
  }
  await new SQSClient(client).send(new CreateQueueCommand({ QueueName: 'orders' }));
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: 'orders',
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: 'orders', Key: 'a b', Body: 'x' }),
  );
  await new DynamoDBClient(client).send(
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
    await new LambdaClient(client).send(
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
