import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../functions/shared/contract';
import { Topic } from '../modules/messaging/topic';
import { Alarms } from '../modules/observability/alarms';
import { Dashboard } from '../modules/observability/dashboard';
import { describeApi } from '../modules/observability/describe-api';
import { describeDatabase } from '../modules/observability/describe-database';
import { describeFunction } from '../modules/observability/describe-function';
import { describeMetrics } from '../modules/observability/describe-metric';
import { describeAddresses } from '../modules/observability/describe-network';
import { describeQueue } from '../modules/observability/describe-queue';
import { describeStateMachine } from '../modules/observability/describe-state-machine';
import type { Subject } from '../modules/observability/metric';
import { StateMachine } from '../modules/workflow/state-machine';
import { isAsynchronous } from './deployment/functions';
import type { EnvironmentConfig } from './environments/schema';
import type { NetworkStack } from './network-stack';
import { snakeCase } from './sharing';
import { SystemStack } from './system-stack';

/**
 * What a person is called for, and sees. It watches by names alone and reads no function's state: it can be applied
 * before there is anything to watch, and destroyed without touching it.
 */
export class OperationsStack extends SystemStack {
  constructor(
    scope: App,
    environment: EnvironmentConfig,
    private readonly contracts: readonly FunctionContract[],
    foundation: NetworkStack,
  ) {
    super(scope, 'operations', environment);
    const subjects = [
      ...this.front(),
      ...contracts.flatMap((contract) => this.ofFunction(contract)),
      ...this.between(),
      ...this.vpc(foundation),
    ];
    const topicArn = environment.alarms.topicArn ?? Topic.arnOf(this.location, this.alarmTopicName);
    new Alarms(this, 'alarms', { subjects, actionArns: [topicArn] });
    new Dashboard(this, 'dashboard', { name: this.prefix, location: this.location, subjects });
  }

  private front(): readonly Subject[] {
    const { maximumCapacityAcu } = this.environment.database;
    return [
      describeApi({ name: this.prefix, stageName: 'live' }),
      describeDatabase({ name: `${this.prefix}-ledger`, maxCapacityUnits: maximumCapacityAcu }),
    ];
  }

  private ofFunction(contract: FunctionContract): readonly Subject[] {
    const { name, timeoutSeconds, reservedConcurrency, triggers, watched = [] } = contract;
    const fullName = this.functionName(name);
    const subject = describeFunction({
      name: fullName,
      timeoutSeconds,
      reservedConcurrency,
      asynchronous: isAsynchronous(contract),
      retriedByCaller: triggers.some(({ kind }) => kind === 'workflow'),
      everySeconds: triggers.map(everySeconds).find((seconds) => seconds !== undefined),
    });
    if (watched.length === 0) return [subject];
    const metrics = describeMetrics({
      name: fullName,
      watched: watched.map(({ metric, ...alarm }) => ({
        ...alarm,
        id: snakeCase(metric).replaceAll('_', '-'),
        metric: {
          namespace: METRIC_NAMESPACE,
          name: metric,
          dimensions: { [METRIC_DIMENSION]: fullName },
          statistic: 'Maximum',
        },
      })),
    });
    const { alarms, graphs } = subject;
    return [{ ...subject, alarms: [...alarms, ...metrics.alarms], graphs: [...graphs, ...metrics.graphs] }];
  }

  /** What lies between the functions. */
  private between(): readonly Subject[] {
    const triggers = this.contracts.flatMap((contract) => contract.triggers);
    const queues = unique(triggers.flatMap((trigger) => (trigger.kind === 'queue' ? [trigger.queue] : [])));
    const workflows = unique(
      triggers.flatMap((trigger) => (trigger.kind === 'workflow' ? [trigger.workflow] : [])),
    );
    return [
      ...queues.map((queue) => {
        const name = this.functionName(queue);
        return describeQueue({ name, deadLetterName: `${name}-dead` });
      }),
      describeQueue({ name: this.functionName('failures'), holdsFailures: true }),
      ...workflows.map((workflow) => {
        const name = this.stateMachineName(workflow);
        return describeStateMachine({
          name,
          arn: StateMachine.fromName(this.location, name).stateMachineArn,
        });
      }),
    ];
  }

  /** Only a VPC of our own reports its addresses: the setting is its owner's. */
  private vpc(foundation: NetworkStack): readonly Subject[] {
    if (this.environment.network.mode !== 'owned') return [];
    const { vpcId } = this.read(foundation, 'network', foundation.network);
    return [describeAddresses({ name: `${this.prefix}-vpc`, vpcId })];
  }
}

function everySeconds(trigger: FunctionContract['triggers'][number]): number | undefined {
  if (trigger.kind !== 'schedule') return undefined;
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(trigger.expression) ?? [];
  const units: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };
  return unit === undefined ? undefined : Number(count) * (units[unit] ?? 0);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
