// biome-ignore-all lint/style/noRestrictedImports: the barrel is the usual way, and that is what is measured
// The topology of `synth-peers` as a project made from cdktf's TypeScript template has it: resources by hand, from the
// provider's barrel. The same blocks a function as ours has, so that the two differ in how they are made and run only.
import {
  cloudwatchLogGroup,
  cloudwatchMetricAlarm,
  dataAwsIamPolicyDocument,
  flowLog,
  iamRole,
  iamRolePolicy,
  kmsAlias,
  kmsKey,
  lambdaAlias,
  lambdaEventSourceMapping,
  lambdaFunction,
  provider,
  routeTable,
  routeTableAssociation,
  securityGroup,
  sqsQueue,
  subnet,
  vpc,
  vpcEndpoint,
  vpcSecurityGroupEgressRule,
  vpcSecurityGroupIngressRule,
} from '@cdktf/provider-aws';
import { App, Fn, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const PREFIX = 'deposits-dev';
const ALARM_TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:${PREFIX}-alarms`;

class WorkersStack extends TerraformStack {
  constructor(scope: Construct, id: string, functions: number) {
    super(scope, id);
    new provider.AwsProvider(this, 'aws', { region: REGION, allowedAccountIds: [ACCOUNT] });
    new S3Backend(this, {
      bucket: `deposits-terraform-state-${ACCOUNT}`,
      key: 'workers.tfstate',
      region: REGION,
      encrypt: true,
    });
    const key = this.createKey();
    const network = this.createNetwork(key.arn);
    const results = this.createQueue('results', `${PREFIX}-results`, key.arn);
    const group = new securityGroup.SecurityGroup(this, 'workers-group', {
      namePrefix: `${PREFIX}-workers-`,
      description: 'Workers',
      vpcId: network.vpcId,
      tags: { Name: `${PREFIX}-workers` },
    });
    this.createEndpoint(network, group.id, results.arn);
    for (let index = 1; index <= functions; index += 1) {
      this.createWorker(`worker-${String(index).padStart(4, '0')}`, {
        kmsKeyArn: key.arn,
        subnetIds: network.subnetIds,
        groupId: group.id,
        resultsArn: results.arn,
        resultsUrl: results.url,
      });
    }
  }

  private createKey(): kmsKey.KmsKey {
    const policy = this.document('key-policy', [
      {
        sid: 'Administer',
        actions: ['kms:*'],
        resources: ['*'],
        principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${ACCOUNT}:root`] }],
      },
      {
        sid: 'Logs',
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        principals: [{ type: 'Service', identifiers: [`logs.${REGION}.amazonaws.com`] }],
      },
    ]);
    const key = new kmsKey.KmsKey(this, 'key', { enableKeyRotation: true, policy });
    new kmsAlias.KmsAlias(this, 'key-alias', { name: `alias/${PREFIX}/workers`, targetKeyId: key.keyId });
    return key;
  }

  private createNetwork(kmsKeyArn: string): { readonly vpcId: string; readonly subnetIds: string[] } {
    const { id: vpcId } = new vpc.Vpc(this, 'vpc', {
      cidrBlock: '10.20.0.0/16',
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: PREFIX },
    });
    const subnetIds = ['a', 'b'].map((zone, index) => {
      const made = new subnet.Subnet(this, `subnet-${zone}`, {
        vpcId,
        cidrBlock: `10.20.${index * 32}.0/20`,
        availabilityZone: `${REGION}${zone}`,
        tags: { Name: `${PREFIX}-private-${zone}` },
      });
      const table = new routeTable.RouteTable(this, `routes-${zone}`, { vpcId });
      new routeTableAssociation.RouteTableAssociation(this, `route-association-${zone}`, {
        subnetId: made.id,
        routeTableId: table.id,
      });
      return made.id;
    });
    const logs = new cloudwatchLogGroup.CloudwatchLogGroup(this, 'flow-logs', {
      name: `/vpc/${PREFIX}/flow-logs`,
      retentionInDays: 365,
      kmsKeyId: kmsKeyArn,
    });
    const role = this.createRole('flow-logs-role', `${PREFIX}-flow-logs`, 'vpc-flow-logs.amazonaws.com');
    this.attach('flow-logs-policy', role, [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logs.arn}:*`] },
    ]);
    new flowLog.FlowLog(this, 'flow-log', {
      vpcId,
      trafficType: 'ALL',
      logDestination: logs.arn,
      iamRoleArn: role.arn,
    });
    return { vpcId, subnetIds };
  }

  private createEndpoint(
    network: { readonly vpcId: string; readonly subnetIds: string[] },
    clientGroupId: string,
    resultsArn: string,
  ): void {
    const group = new securityGroup.SecurityGroup(this, 'endpoint-group', {
      namePrefix: `${PREFIX}-sqs-`,
      vpcId: network.vpcId,
    });
    const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
    new vpcSecurityGroupEgressRule.VpcSecurityGroupEgressRule(this, 'to-sqs', {
      securityGroupId: clientGroupId,
      referencedSecurityGroupId: group.id,
      ...https,
    });
    new vpcSecurityGroupIngressRule.VpcSecurityGroupIngressRule(this, 'from-workers', {
      securityGroupId: group.id,
      referencedSecurityGroupId: clientGroupId,
      ...https,
    });
    new vpcEndpoint.VpcEndpoint(this, 'sqs', {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${REGION}.sqs`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: network.subnetIds,
      securityGroupIds: [group.id],
      policy: this.document('sqs-policy', [
        {
          actions: ['sqs:SendMessage'],
          resources: [resultsArn],
          principals: [{ type: '*', identifiers: ['*'] }],
          condition: [
            {
              test: 'ArnLike',
              variable: 'aws:PrincipalArn',
              values: [`arn:aws:iam::${ACCOUNT}:role/${PREFIX}-worker-*`],
            },
          ],
        },
      ]),
    });
  }

  private createWorker(
    id: string,
    shared: {
      readonly kmsKeyArn: string;
      readonly subnetIds: string[];
      readonly groupId: string;
      readonly resultsArn: string;
      readonly resultsUrl: string;
    },
  ): void {
    const name = `${PREFIX}-${id}`;
    const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    const queue = this.createQueue(`${id}-queue`, name, shared.kmsKeyArn);
    const logs = new cloudwatchLogGroup.CloudwatchLogGroup(this, `${id}-logs`, {
      name: `/aws/lambda/${name}`,
      retentionInDays: 365,
      kmsKeyId: shared.kmsKeyArn,
      tags: { Name: `/aws/lambda/${name}` },
    });
    const role = this.createRole(`${id}-role`, name, 'lambda.amazonaws.com');
    const eni = [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ];
    const platform = this.attach(`${id}-platform`, role, [
      { sid: 'Interfaces', actions: eni, resources: ['*'] },
      {
        sid: 'CodeMayNot',
        effect: 'Deny',
        actions: eni,
        resources: ['*'],
        condition: [{ test: 'ArnEquals', variable: 'lambda:SourceFunctionArn', values: [functionArn] }],
      },
      { sid: 'Logs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logs.arn}:*`] },
      { sid: 'Traces', actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] },
      { sid: 'Environment', actions: ['kms:Decrypt'], resources: [shared.kmsKeyArn] },
    ]);
    const viaSqs = [
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`sqs.${REGION}.amazonaws.com`] },
    ];
    const grants = this.attach(`${id}-grants`, role, [
      {
        sid: 'Receive',
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [queue.arn],
      },
      { sid: 'Send', actions: ['sqs:SendMessage'], resources: [shared.resultsArn] },
      { sid: 'Decrypt', actions: ['kms:Decrypt'], resources: [shared.kmsKeyArn], condition: viaSqs },
      {
        sid: 'Encrypt',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [shared.kmsKeyArn],
        condition: viaSqs,
      },
    ]);
    const lambda = new lambdaFunction.LambdaFunction(this, id, {
      functionName: name,
      description: `Takes messages from ${name}`,
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: 'worker.zip',
      sourceCodeHash: `${'A'.repeat(43)}=`,
      memorySize: 512,
      timeout: 30,
      kmsKeyArn: shared.kmsKeyArn,
      environment: { variables: { RESULTS_URL: shared.resultsUrl } },
      publish: true,
      loggingConfig: {
        logGroup: logs.name,
        logFormat: 'JSON',
        applicationLogLevel: 'TRACE',
        systemLogLevel: 'INFO',
      },
      tracingConfig: { mode: 'Active' },
      vpcConfig: { subnetIds: shared.subnetIds, securityGroupIds: [shared.groupId] },
      tags: { Name: name },
      dependsOn: [platform, grants],
    });
    const alias = new lambdaAlias.LambdaAlias(this, `${id}-alias`, {
      name: 'live',
      functionName: lambda.functionName,
      functionVersion: lambda.version,
    });
    new lambdaEventSourceMapping.LambdaEventSourceMapping(this, `${id}-messages`, {
      eventSourceArn: queue.arn,
      functionName: alias.arn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      enabled: true,
      tags: { Name: `${name}-live` },
      dependsOn: [platform, grants],
    });
    const ofFunction = { namespace: 'AWS/Lambda', dimensions: { FunctionName: name } };
    this.alarm(`${id}-errors`, { ...ofFunction, metricName: 'Errors', statistic: 'Sum', threshold: 0 });
    this.alarm(`${id}-throttles`, { ...ofFunction, metricName: 'Throttles', statistic: 'Sum', threshold: 0 });
    this.alarm(`${id}-duration`, {
      ...ofFunction,
      metricName: 'Duration',
      extendedStatistic: 'p99',
      threshold: 24_000,
    });
    this.alarm(`${id}-age`, {
      namespace: 'AWS/SQS',
      dimensions: { QueueName: name },
      metricName: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      threshold: 300,
    });
    this.alarm(`${id}-dead-letters`, {
      namespace: 'AWS/SQS',
      dimensions: { QueueName: `${name}-dead` },
      metricName: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      threshold: 0,
    });
  }

  private createQueue(id: string, name: string, kmsMasterKeyId: string): sqsQueue.SqsQueue {
    const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
    const dead = new sqsQueue.SqsQueue(this, `${id}-dead`, {
      name: `${name}-dead`,
      messageRetentionSeconds: 1_209_600,
      kmsMasterKeyId,
      policy: this.tlsOnly(`${id}-dead-policy`, `${arn}-dead`),
      redriveAllowPolicy: Fn.jsonencode({ redrivePermission: 'byQueue', sourceQueueArns: [arn] }),
      tags: { Name: `${name}-dead` },
    });
    return new sqsQueue.SqsQueue(this, id, {
      name,
      visibilityTimeoutSeconds: 180,
      messageRetentionSeconds: 345_600,
      receiveWaitTimeSeconds: 20,
      kmsMasterKeyId,
      policy: this.tlsOnly(`${id}-policy`, arn),
      redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
      tags: { Name: name },
    });
  }

  private tlsOnly(id: string, queueArn: string): string {
    return this.document(id, [
      {
        sid: 'DenyWithoutTls',
        effect: 'Deny',
        actions: ['sqs:*'],
        resources: [queueArn],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
  }

  private createRole(id: string, name: string, service: string): iamRole.IamRole {
    const assumeRolePolicy = this.document(`${id}-trust`, [
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: [service] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [ACCOUNT] }],
      },
    ]);
    return new iamRole.IamRole(this, id, { name, assumeRolePolicy, tags: { Name: name } });
  }

  private attach(
    id: string,
    role: iamRole.IamRole,
    statement: dataAwsIamPolicyDocument.DataAwsIamPolicyDocumentStatement[],
  ): iamRolePolicy.IamRolePolicy {
    const policy = this.document(`${id}-document`, statement);
    return new iamRolePolicy.IamRolePolicy(this, id, { name: id, role: role.name, policy });
  }

  private document(
    id: string,
    statement: dataAwsIamPolicyDocument.DataAwsIamPolicyDocumentStatement[],
  ): string {
    return new dataAwsIamPolicyDocument.DataAwsIamPolicyDocument(this, id, { statement }).json;
  }

  private alarm(id: string, config: Partial<cloudwatchMetricAlarm.CloudwatchMetricAlarmConfig>): void {
    new cloudwatchMetricAlarm.CloudwatchMetricAlarm(this, id, {
      alarmName: `${PREFIX}-${id}`,
      alarmDescription: `${PREFIX}-${id}`,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
      period: 300,
      treatMissingData: 'notBreaching',
      alarmActions: [ALARM_TOPIC],
      okActions: [ALARM_TOPIC],
      tags: { Name: `${PREFIX}-${id}` },
      ...config,
    });
  }
}

const app = new App();
new WorkersStack(app, 'workers', Number(process.env.BENCH_FUNCTIONS));
app.synth();
