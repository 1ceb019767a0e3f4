// The topology of `synth-peers` in TerraConstructs 0.0.15. What it has no way for is left out or written by its public
// interfaces: no SNS topic and no alarm action for one (`Notify`), no function from a finished zip (`ZipFunction`), no
// key of one's own for a function's variables and log group.
import { App } from 'cdktf';
import type { Construct } from 'constructs';
import { Duration } from 'terraconstructs';
import { AwsStack, cloudwatch, compute, encryption, iam, notify } from 'terraconstructs/lib/aws';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const PREFIX = 'deposits-dev';

class Notify implements cloudwatch.IAlarmAction {
  bind(): cloudwatch.AlarmActionConfig {
    return { alarmActionArn: `arn:aws:sns:${REGION}:${ACCOUNT}:${PREFIX}-alarms` };
  }
}

/** As `NodejsFunction` sets what it has bundled. */
class ZipFunction extends compute.LambdaFunction {
  constructor(scope: Construct, id: string, props: compute.FunctionProps) {
    super(scope, id, props);
    this.resource.runtime = 'nodejs20.x';
    this.resource.handler = 'index.handler';
    this.resource.filename = 'worker.zip';
    this.resource.sourceCodeHash = `${'A'.repeat(43)}=`;
  }
}

interface Shared {
  readonly vpc: compute.IVpc;
  readonly subnetIds: string[];
  readonly group: compute.ISecurityGroup;
  readonly key: encryption.IKey;
  readonly results: notify.IQueue;
}

class WorkersStack extends AwsStack {
  private readonly action = new Notify();

  constructor(scope: Construct, id: string, functions: number) {
    super(scope, id, {
      gridUUID: 'deposits',
      environmentName: 'dev',
      providerConfig: { region: REGION, allowedAccountIds: [ACCOUNT] },
    });
    const key = new encryption.Key(this, 'key', { enableKeyRotation: true, alias: `${PREFIX}/workers` });
    const vpc = new compute.Vpc(this, 'network', {
      ipAddresses: compute.IpAddresses.cidr('10.20.0.0/16'),
      availabilityZones: [`${REGION}a`, `${REGION}b`],
      natGateways: 0,
      subnetConfiguration: [
        { name: 'private', subnetType: compute.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
      ],
    });
    vpc.addFlowLog('flow-logs', {
      destination: compute.FlowLogDestination.toCloudWatchLogs(
        new cloudwatch.LogGroup(this, 'flow-log-group', {
          logGroupName: `/vpc/${PREFIX}/flow-logs`,
          encryptionKey: key,
        }),
      ),
    });
    const results = this.createQueue('results', `${PREFIX}-results`, key).queue;
    const group = new compute.SecurityGroup(this, 'workers', {
      vpc,
      description: 'Workers',
      allowAllOutbound: false,
    });
    const endpoint = vpc.addInterfaceEndpoint('sqs', {
      service: compute.InterfaceVpcEndpointAwsService.SQS,
      open: false,
    });
    group.connections.allowTo(endpoint, compute.Port.tcp(443), 'SQS');
    endpoint.addToPolicy(
      new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [results.queueArn],
        principals: [new iam.AnyPrincipal()],
        condition: [
          {
            test: 'ArnLike',
            variable: 'aws:PrincipalArn',
            values: [`arn:aws:iam::${ACCOUNT}:role/${PREFIX}-worker-*`],
          },
        ],
      }),
    );
    const subnetIds = vpc.isolatedSubnets.map(({ subnetId }) => subnetId);
    for (let index = 1; index <= functions; index += 1) {
      const worker = `worker-${String(index).padStart(4, '0')}`;
      this.createWorker(worker, { vpc, subnetIds, group, key, results });
    }
  }

  private createWorker(id: string, shared: Shared): void {
    const name = `${PREFIX}-${id}`;
    const { queue, dead } = this.createQueue(`${id}-queue`, name, shared.key);
    const worker = new ZipFunction(this, id, {
      functionName: name,
      description: `Takes messages from ${name}`,
      architecture: compute.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(30),
      environment: { RESULTS_URL: shared.results.queueUrl },
      loggingFormat: compute.LoggingFormat.JSON,
      tracing: compute.Tracing.ACTIVE,
      publish: true,
      networkConfig: {
        vpcId: shared.vpc.vpcId,
        subnetIds: shared.subnetIds,
        securityGroupIds: [shared.group.securityGroupId],
      },
    });
    shared.results.grantSendMessages(worker);
    const live = new compute.Alias(this, `${id}-live`, {
      aliasName: 'live',
      function: worker,
      version: worker.version,
    });
    live.addEventSource(
      new compute.sources.SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }),
    );
    const alarms: readonly [string, cloudwatch.Metric, number][] = [
      ['errors', worker.metricErrors(), 0],
      ['throttles', worker.metricThrottles(), 0],
      ['duration', worker.metricDuration({ statistic: 'p99' }), 24_000],
      ['age', queueMetric(queue, 'ApproximateAgeOfOldestMessage'), 300],
      ['dead-letters', queueMetric(dead, 'ApproximateNumberOfMessagesVisible'), 0],
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
    namePrefix: string,
    key: encryption.IKey,
  ): { readonly queue: notify.Queue; readonly dead: notify.Queue } {
    const dead = new notify.Queue(this, `${id}-dead`, {
      namePrefix: `${namePrefix}-dead`,
      kmsMasterKeyId: key.keyArn,
      messageRetentionSeconds: 1_209_600,
    });
    const queue = new notify.Queue(this, id, {
      namePrefix,
      kmsMasterKeyId: key.keyArn,
      visibilityTimeoutSeconds: 180,
      receiveWaitTimeSeconds: 20,
      deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
    });
    for (const closed of [queue, dead]) closed.addToResourcePolicy(tlsOnly(closed.queueArn));
    return { queue, dead };
  }
}

/** The queue's own metrics are in the package, but not reachable from outside. */
function queueMetric({ queueName }: notify.IQueue, metricName: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: queueName },
    statistic: 'Maximum',
  });
}

function tlsOnly(queueArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ['sqs:*'],
    resources: [queueArn],
    principals: [new iam.AnyPrincipal()],
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  });
}

const app = new App();
new WorkersStack(app, 'workers', Number(process.env.BENCH_FUNCTIONS));
app.synth();
