// The topology of `synth-peers` as AWS CDK's users write it: level 2 constructs, in one stack. CloudFormation refuses a
// stack of more than 500 resources; the limit is lifted.
import {
  App,
  aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as cloudwatchActions,
  Duration,
  aws_ec2 as ec2,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  Stack,
  aws_sns as sns,
  aws_lambda_event_sources as sources,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const PREFIX = 'deposits-dev';

class WorkersStack extends Stack {
  private readonly action: cloudwatchActions.SnsAction;

  constructor(scope: Construct, id: string, functions: number) {
    super(scope, id, { env: { account: ACCOUNT, region: REGION } });
    const topic = sns.Topic.fromTopicArn(this, 'alarms', `arn:aws:sns:${REGION}:${ACCOUNT}:${PREFIX}-alarms`);
    this.action = new cloudwatchActions.SnsAction(topic);
    const key = new kms.Key(this, 'key', { enableKeyRotation: true, alias: `${PREFIX}/workers` });
    key.grantEncryptDecrypt(new iam.ServicePrincipal(`logs.${REGION}.amazonaws.com`));
    const vpc = new ec2.Vpc(this, 'network', {
      ipAddresses: ec2.IpAddresses.cidr('10.20.0.0/16'),
      availabilityZones: [`${REGION}a`, `${REGION}b`],
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
    });
    vpc.addFlowLog('flow-logs', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(
        new logs.LogGroup(this, 'flow-log-group', {
          logGroupName: `/vpc/${PREFIX}/flow-logs`,
          retention: logs.RetentionDays.ONE_YEAR,
          encryptionKey: key,
        }),
      ),
    });
    const results = this.createQueue('results', `${PREFIX}-results`, key).queue;
    const group = new ec2.SecurityGroup(this, 'workers', {
      vpc,
      description: 'Workers',
      allowAllOutbound: false,
    });
    const endpoint = vpc.addInterfaceEndpoint('sqs', {
      service: ec2.InterfaceVpcEndpointAwsService.SQS,
      open: false,
    });
    group.connections.allowTo(endpoint, ec2.Port.tcp(443), 'SQS');
    endpoint.addToPolicy(
      new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [results.queueArn],
        principals: [new iam.AnyPrincipal()],
        conditions: {
          ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-worker-*` },
        },
      }),
    );
    // One asset for all of them.
    const code = lambda.Code.fromAsset(process.env.BENCH_CODE ?? '');
    for (let index = 1; index <= functions; index += 1) {
      this.createWorker(`worker-${String(index).padStart(4, '0')}`, { vpc, group, key, results, code });
    }
  }

  private createWorker(
    id: string,
    shared: {
      readonly vpc: ec2.IVpc;
      readonly group: ec2.ISecurityGroup;
      readonly key: kms.IKey;
      readonly results: sqs.IQueue;
      readonly code: lambda.Code;
    },
  ): void {
    const name = `${PREFIX}-${id}`;
    const { queue, dead } = this.createQueue(`${id}-queue`, name, shared.key);
    const logGroup = new logs.LogGroup(this, `${id}-logs`, {
      logGroupName: `/aws/lambda/${name}`,
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: shared.key,
    });
    const role = new iam.Role(this, `${id}-role`, {
      roleName: name,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      }),
      managedPolicies: [
        iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'),
      ],
    });
    const worker = new lambda.Function(this, id, {
      functionName: name,
      description: `Takes messages from ${name}`,
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: shared.code,
      role,
      memorySize: 512,
      timeout: Duration.seconds(30),
      environment: { RESULTS_URL: shared.results.queueUrl },
      environmentEncryption: shared.key,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.TRACE,
      systemLogLevelV2: lambda.SystemLogLevel.INFO,
      tracing: lambda.Tracing.ACTIVE,
      vpc: shared.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [shared.group],
    });
    shared.results.grantSendMessages(worker);
    const live = new lambda.Alias(this, `${id}-live`, { aliasName: 'live', version: worker.currentVersion });
    live.addEventSource(new sources.SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
    const alarms: readonly [string, cloudwatch.Metric, number][] = [
      ['errors', worker.metricErrors(), 0],
      ['throttles', worker.metricThrottles(), 0],
      ['duration', worker.metricDuration({ statistic: 'p99' }), 24_000],
      ['age', queue.metricApproximateAgeOfOldestMessage(), 300],
      ['dead-letters', dead.metricApproximateNumberOfMessagesVisible(), 0],
    ];
    for (const [alarm, metric, threshold] of alarms) {
      const made = new cloudwatch.Alarm(this, `${id}-${alarm}`, {
        alarmName: `${name}-${alarm}`,
        metric,
        threshold,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 3,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      made.addAlarmAction(this.action);
      made.addOkAction(this.action);
    }
  }

  private createQueue(
    id: string,
    name: string,
    key: kms.IKey,
  ): { readonly queue: sqs.Queue; readonly dead: sqs.Queue } {
    const dead = new sqs.Queue(this, `${id}-dead`, {
      queueName: `${name}-dead`,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const queue = new sqs.Queue(this, id, {
      queueName: name,
      encryptionMasterKey: key,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(180),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
    });
    return { queue, dead };
  }
}

const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
new WorkersStack(app, 'workers', Number(process.env.BENCH_FUNCTIONS));
app.synth();
