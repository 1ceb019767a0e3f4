import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  SfnStateMachine,
  type SfnStateMachineLoggingConfiguration,
} from '@cdktf/provider-aws/lib/sfn-state-machine';
import { Construct } from 'constructs';
import type { Capability, IGrantee } from '../core/capability';
import { InvalidInputError } from '../core/errors';
import { jsonWithReferences } from '../core/json-with-references';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { aslProblems } from './asl-validation';
import { renderWorkflow } from './render-workflow';
import { checkStateMachine } from './state-machine-checks';
import type { Workflow } from './states/state';
import { taskStatements } from './task-statements';
import {
  ImportedStateMachine,
  type IStateMachine,
  type StateMachineAttributes,
  type WorkflowAccess,
  workflowCapability,
} from './workflow-access';
import { WorkflowRole } from './workflow-role';

export interface StateMachineProps {
  /** Of the state machine and its role: at most 64 characters. */
  readonly name: string;
  readonly location: AwsLocation;
  readonly definition: Workflow;
  /**
   * `STANDARD`: each state exactly once, up to a year, with a history that is kept for 90 days. `EXPRESS`: at least once,
   * up to five minutes, with no history but its log.
   *
   * @default 'STANDARD'
   */
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** The customer key of the log group. Its policy must admit CloudWatch Logs for `StateMachine.logGroupOf(name)`. */
  readonly logKeyArn: string;
  /** Which events of an execution are logged. @default 'ALL' */
  readonly logLevel?: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  /** Whether inputs and outputs are logged too. They hold customers' data. @default false */
  readonly logExecutionData?: boolean;
  /** @default 365 */
  readonly logRetentionDays?: number;
  /** Whether X-Ray traces are written. @default true */
  readonly tracing?: boolean;
  /**
   * The customer key of definition, inputs, outputs and history. With logging, its policy must let
   * `delivery.logs.amazonaws.com` decrypt.
   *
   * @default an AWS-owned key
   */
  readonly executionKeyArn?: string;
  /** For how long a data key of the execution key is used again, 60 to 900 seconds. @default 300 */
  readonly dataKeyReuseSeconds?: number;
  /** Whether each change of the definition becomes a numbered version. @default false */
  readonly publish?: boolean;
  /** @default no boundary */
  readonly permissionsBoundaryArn?: string;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A state machine of Step Functions with all that belongs to it: role, log group, tracing. Its permissions follow from
 * its states: the aliases of the functions that they call, the objects that their maps read and write, nothing else.
 *
 * @throws InvalidInputError with everything that is wrong with props and definition: ways that lead nowhere, states that
 * nothing leads to, times that contradict each other; and, when there is none of that, what `asl-validator` finds
 */
export class StateMachine extends Construct implements IStateMachine {
  /** A state machine of another stack or team. Creates nothing. */
  static fromAttributes(attributes: StateMachineAttributes): IStateMachine {
    return new ImportedStateMachine(attributes);
  }

  /**
   * The state machine that has, or will have, the name: for functions that start it and are called by it, which are
   * made before it.
   */
  static fromName(location: AwsLocation, name: string): IStateMachine {
    return new ImportedStateMachine(attributesOf(location, name));
  }

  /** The name of the log group, for a key's policy. Under `/aws/vendedlogs/` it needs no room in the resource policies. */
  static logGroupOf(name: string): string {
    return `/aws/vendedlogs/states/${name}`;
  }

  readonly name: string;
  /** A reference: whatever names it comes after the state machine. */
  readonly stateMachineArn: string;
  /** Of the version that the last change made; the plain state machine's without `publish`. */
  readonly versionArn: string;
  readonly role: WorkflowRole;
  /** Absent when nothing is logged. */
  readonly logGroupName?: string;
  private readonly machine: StateMachineAttributes;

  constructor(scope: Construct, id: string, props: StateMachineProps) {
    super(scope, id);
    checkStateMachine(this.node.path, props);
    const definition = renderWorkflow(props.definition, props.location.partition);
    this.checkAsl(definition);
    this.name = props.name;
    this.machine = attributesOf(props.location, props.name);
    const logs = props.logLevel === 'OFF' ? undefined : this.createLogGroup(props);
    this.logGroupName = logs?.name;
    this.role = this.createRole(props);
    const machine = new SfnStateMachine(this, 'state-machine', {
      name: props.name,
      type: props.type ?? 'STANDARD',
      roleArn: this.role.arn,
      definition: jsonWithReferences(definition),
      publish: props.publish ?? false,
      loggingConfiguration: loggingConfiguration(props, logs),
      tracingConfiguration: { enabled: props.tracing ?? true },
      encryptionConfiguration:
        props.executionKeyArn === undefined
          ? undefined
          : {
              type: 'CUSTOMER_MANAGED_KMS_KEY',
              kmsKeyId: props.executionKeyArn,
              kmsDataKeyReusePeriodSeconds: props.dataKeyReuseSeconds ?? 300,
            },
      tags: { Name: props.name, ...props.tags },
      dependsOn: [...this.role.policies],
    });
    this.stateMachineArn = machine.arn;
    this.versionArn = props.publish ? machine.stateMachineVersionArn : machine.arn;
  }

  /** By the plain ARN: a function that starts the workflow and is called by it would otherwise wait for itself. */
  use(access: WorkflowAccess): Capability {
    return workflowCapability(this.machine, access);
  }

  grantStart(grantee: IGrantee): void {
    grantee.accept(this.use('start'));
  }

  grantAnswer(grantee: IGrantee): void {
    grantee.accept(this.use('answer'));
  }

  attributes(): StateMachineAttributes {
    return this.machine;
  }

  private checkAsl(definition: ReturnType<typeof renderWorkflow>): void {
    const found = aslProblems(this, definition);
    if (found.length === 0) return;
    throw new InvalidInputError(
      this.node.path,
      found.map((received) => ({
        code: 'workflow-asl',
        property: 'definition',
        received,
        allowed: 'what the Amazon States Language allows',
        fix: 'Correct the state that is named.',
      })),
    );
  }

  private createLogGroup(props: StateMachineProps): CloudwatchLogGroup {
    const name = StateMachine.logGroupOf(props.name);
    return new CloudwatchLogGroup(this, 'logs', {
      name,
      retentionInDays: props.logRetentionDays ?? 365,
      kmsKeyId: props.logKeyArn,
      tags: { Name: name },
    });
  }

  private createRole(props: StateMachineProps): WorkflowRole {
    const { name, location, definition, logLevel, tracing = true } = props;
    return new WorkflowRole(this, 'role', {
      name,
      location,
      stateMachineArn: this.machine.stateMachineArn,
      tasks: taskStatements(location, name, definition),
      logging: logLevel !== 'OFF',
      tracing,
      executionKeyArn: props.executionKeyArn,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
    });
  }
}

function attributesOf(location: AwsLocation, name: string): StateMachineAttributes {
  return {
    name,
    stateMachineArn: regionalArn(location, 'states', `stateMachine:${name}`),
    accountId: location.accountId,
  };
}

function loggingConfiguration(
  { logLevel = 'ALL', logExecutionData = false }: StateMachineProps,
  logs: CloudwatchLogGroup | undefined,
): SfnStateMachineLoggingConfiguration {
  if (!logs) return { level: 'OFF' };
  return { level: logLevel, includeExecutionData: logExecutionData, logDestination: `${logs.arn}:*` };
}
