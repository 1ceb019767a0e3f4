import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import {
  App,
  DataTerraformRemoteStateLocal,
  Fn,
  LocalBackend,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from 'cdktf';
import type { StackJson } from '../../../tools/hcl/write-stack';

/** A stack with every kind of block that ours hold, and some that they do not. */
export function exampleStack(): StackJson {
  const app = new App({ outdir: '.build/test-synth' });
  const stack = new TerraformStack(app, 'example');
  new LocalBackend(stack, { path: 'example.tfstate' });
  const provider = {
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    accessKey: 'a',
    secretKey: 'b',
  };
  new AwsProvider(stack, 'aws', {
    ...provider,
    region: 'eu-central-1',
    defaultTags: [{ tags: { system: 'deposits', 'cost:centre': '42' } }],
  });
  const virginia = new AwsProvider(stack, 'virginia', {
    ...provider,
    region: 'us-east-1',
    alias: 'virginia',
  });
  network(stack, virginia);
  functions(stack);
  return stackJson(stack);
}

/** What cdktf would write into the stack's file. */
export function stackJson(stack: TerraformStack): StackJson {
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
}

function network(stack: TerraformStack, virginia: AwsProvider): void {
  const zones = new TerraformVariable(stack, 'zones', {
    type: 'map(object({ cidr = string, public = optional(bool, false) }))',
    description: 'Zones; ${this} is no reference here',
    default: { a: { cidr: '10.0.0.0/24' }, b: { cidr: '10.0.1.0/24', public: true } },
    validation: [{ condition: '${length(var.zones) > 0}', errorMessage: 'At least one zone.' }],
  });
  const vpc = new Vpc(stack, 'vpc', {
    cidrBlock: '10.0.0.0/16',
    enableDnsSupport: true,
    tags: { Name: 'deposits', 'a.b/c': 'x' },
    lifecycle: { ignoreChanges: ['tags', 'tags_all["x"]'], preventDestroy: false },
  });
  new DefaultSecurityGroup(stack, 'closed', { vpcId: vpc.id, ingress: [], egress: [] });
  new Vpc(stack, 'elsewhere', {
    cidrBlock: '10.1.0.0/16',
    provider: virginia,
    dependsOn: [vpc],
    lifecycle: { ignoreChanges: 'all' },
  });
  const each = TerraformIterator.fromMap(zones.value);
  const subnet = new Subnet(stack, 'subnets', {
    forEach: each,
    vpcId: vpc.id,
    cidrBlock: each.getString('cidr'),
    availabilityZone: `eu-central-1\${each.key}`,
    lifecycle: {
      createBeforeDestroy: true,
      replaceTriggeredBy: ['aws_vpc.vpc.cidr_block'],
      precondition: [{ condition: '${each.value.cidr != ""}', errorMessage: 'A CIDR for ${each.key}.' }],
    },
  });
  const group = new SecurityGroup(stack, 'group', {
    name: 'deposits',
    vpcId: vpc.id,
    timeouts: { create: '5m' },
    ingress: each.dynamic({
      from_port: 443,
      to_port: 443,
      protocol: 'tcp',
      cidr_blocks: [each.getString('cidr')],
    }),
  });
  new VpcSecurityGroupEgressRule(stack, 'rule', {
    securityGroupId: group.id,
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrIpv4: vpc.cidrBlock,
    description: 'TLS "inside" the VPC \\ nowhere else',
  });
  new TerraformOutput(stack, 'subnet_ids', {
    value: `\${[for s in ${subnet.fqn} : s.id]}`,
    description: 'By zone: ${a}',
  });
  new TerraformOutput(stack, 'vpc_id', { value: vpc.id, sensitive: true });
}

function functions(stack: TerraformStack): void {
  const state = new DataTerraformRemoteStateLocal(stack, 'data', { path: '../data/terraform.tfstate' });
  const account = new DataAwsCallerIdentity(stack, 'account');
  const trust = new DataAwsIamPolicyDocument(stack, 'trust', {
    statement: [
      {
        sid: 'Lambda',
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['lambda.amazonaws.com'] }],
        condition: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: [account.accountId] },
          {
            test: 'ArnLike',
            variable: 'aws:SourceArn',
            values: [`arn:aws:lambda:*:${account.accountId}:function:x`],
          },
        ],
      },
    ],
  });
  const role = new IamRole(stack, 'role', {
    name: 'deposits-submit',
    assumeRolePolicy: trust.json,
    tags: {},
  });
  const grants = new DataAwsIamPolicyDocument(stack, 'grants', {
    statement: [
      {
        sid: 'User',
        actions: ['s3:GetObject'],
        resources: ['arn:aws:s3:::b/&{aws:username}/*', 'arn:aws:s3:::c/$${aws:userid}'],
      },
    ],
  });
  const policy = new IamRolePolicy(stack, 'policy', { role: role.id, policy: grants.json });
  new KmsKey(stack, 'key', { policy: grants.json, deletionWindowInDays: 30 });
  const submit = new LambdaFunction(stack, 'submit', {
    functionName: 'deposits-submit',
    role: role.arn,
    filename: '${path.module}/../functions/submit.zip',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    timeout: 0.5 + 9.5,
    layers: [],
    environment: {
      variables: { TABLE: state.getString('table'), LIMIT: '1000', EMPTY: '', SQL: 'select 1;\nselect 2;\n' },
    },
    vpcConfig: {
      subnetIds: ['${values(aws_subnet.subnets)[0].id}'],
      securityGroupIds: ['${aws_security_group.group.id}'],
    },
    lifecycle: { postcondition: [{ condition: '${self.version != "0"}', errorMessage: 'Published' }] },
    dependsOn: [policy],
  });
  new SfnStateMachine(stack, 'machine', {
    name: 'clear-deposit',
    roleArn: role.arn,
    definition: Fn.jsonencode({
      StartAt: 'Read',
      States: {
        Read: {
          Type: 'Task',
          Resource: submit.arn,
          Next: 'Done',
          Retry: [{ ErrorEquals: ['States.ALL'], BackoffRate: 1.5 }],
        },
        Done: { Type: 'Succeed' },
      },
    }),
    loggingConfiguration: { level: 'ALL', includeExecutionData: false },
  });
  new SfnStateMachine(stack, 'sorted', {
    name: 'sorted',
    roleArn: role.arn,
    definition:
      '{"StartAt":"A","States":{"A":{"End":true,"Result":{"half":0.5,"list":[],"none":null},"Type":"Pass"}}}',
  });
  new SfnStateMachine(stack, 'unsorted', {
    name: 'unsorted',
    roleArn: role.arn,
    definition: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Comment":"a < b"}}}',
  });
  new S3BucketLifecycleConfiguration(stack, 'lifecycle', {
    bucket: 'images',
    rule: [
      { id: 'one', status: 'Enabled', filter: [{}], expiration: [{ days: 30 }] },
      { id: 'two', status: 'Enabled', filter: [{ prefix: 'x/' }], expiration: [{ days: 60 }] },
    ],
  });
  new TerraformLocal(stack, 'names', [
    'a',
    `\${upper("${'b'}")}`,
    'c-${submit}'.replace('${submit}', submit.functionName),
  ]);
}
