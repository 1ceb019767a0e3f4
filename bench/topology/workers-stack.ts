import type { App } from 'cdktf';
import { EventSource } from '../../modules/compute/event-source';
import type { CodeArtefact } from '../../modules/compute/function-code';
import { VpcFunction } from '../../modules/compute/vpc-function';
import { CustomerKey } from '../../modules/data/customer-key';
import { Queue } from '../../modules/messaging/queue';
import { Topic } from '../../modules/messaging/topic';
import { VpcEndpoints } from '../../modules/network/endpoints';
import { flowLogGroupName } from '../../modules/network/flow-logs';
import { OwnedNetwork } from '../../modules/network/owned-network';
import { SecurityGroup } from '../../modules/network/security-group';
import { Alarms } from '../../modules/observability/alarms';
import { describeFunction } from '../../modules/observability/describe-function';
import { describeQueue } from '../../modules/observability/describe-queue';
import type { Subject } from '../../modules/observability/metric';
import type { EnvironmentConfig } from '../../stacks/environments/schema';
import { SystemStack } from '../../stacks/system-stack';
import { workerName } from './size';

const TIMEOUT_SECONDS = 30;

/** One artefact for all of them: what is measured is the synth, not the bundling. The digest is of nothing. */
const CODE: CodeArtefact = { file: 'worker.zip', sha256Base64: `${'A'.repeat(43)}=` };

/**
 * The topology of `synth-peers`, in our constructs: in a VPC with private subnets and an endpoint for SQS, workers that
 * each take messages from a queue of their own and send what came out to a common one. All share one security group: a
 * group each would pass the quota of network interfaces in a VPC at 250 functions.
 *
 * The same is written for each peer, in `bench/peers/<name>/source/app.ts`.
 */
export class WorkersStack extends SystemStack {
  constructor(scope: App, environment: EnvironmentConfig, functions: number) {
    super(scope, 'workers', environment);
    const { prefix: name, location } = this;
    const key = new CustomerKey(this, 'key', {
      name: `${name}/workers`,
      description: 'Queues and logs of the workers',
      location,
      services: ['sqs', 'lambda'],
      logGroups: [flowLogGroupName(name), `/aws/lambda/${name}-*`],
    });
    const { keyArn: kmsKeyArn } = key;
    const network = new OwnedNetwork(this, 'network', {
      name,
      cidr: '10.20.0.0/16',
      zones: ['eu-central-1a', 'eu-central-1b'],
      egress: { kind: 'endpoints-only' },
      flowLogs: { kmsKeyArn },
    });
    const results = new Queue(this, 'results', { name: `${name}-results`, location, kmsKeyArn });
    const sendResults = results.use('send');
    const access = new VpcEndpoints(this, 'endpoints', {
      network,
      region: location.region,
      name,
      demands: [
        { service: 'sqs', principalArns: [this.roleArn('worker-*')], statements: sendResults.statements },
      ],
    });
    const securityGroup = new SecurityGroup(this, 'security-group', {
      name: `${name}-workers`,
      description: 'Workers',
      vpcId: network.vpcId,
    });
    const subjects: Subject[] = [];
    for (let index = 1; index <= functions; index += 1) {
      const worker = workerName(index);
      const queueName = this.functionName(worker);
      const queue = new Queue(this, `${worker}-queue`, { name: queueName, location, kmsKeyArn });
      const lambda = new VpcFunction(this, worker, {
        name: queueName,
        description: `Takes messages from ${queueName}`,
        code: CODE,
        handler: 'index.handler',
        location,
        network,
        access,
        kmsKeyArn,
        securityGroup,
        capabilities: [sendResults],
        environment: { RESULTS_URL: results.queueUrl },
        timeoutSeconds: TIMEOUT_SECONDS,
      });
      new EventSource(this, `${worker}-messages`, {
        queue,
        function: lambda,
        functionTimeoutSeconds: TIMEOUT_SECONDS,
      });
      subjects.push(
        describeFunction({ name: queueName, timeoutSeconds: TIMEOUT_SECONDS }),
        describeQueue({ name: `${queueName}-queue`, deadLetterName: queue.deadLetterQueueName }),
      );
    }
    new Alarms(this, 'alarms', { subjects, actionArns: [Topic.arnOf(location, this.alarmTopicName)] });
  }
}
