import { randomUUID } from 'node:crypto';
import type { ServicePermissions } from '../enforcement/service-permissions';
import type { FunctionHost } from '../functions/function-host';
import type { SigningKey } from '../gateway/signed-request';
import type { WorkflowEvent } from './events';
import { Execution } from './execution';
import { type ExecutionCounts, Executions } from './executions';
import { judgedHost } from './judged-host';
import { invokeFunction } from './lambda-task';
import { type Json, sameJson } from './language/json';
import type { WorkflowHost } from './language/run';
import { StatesError } from './language/states-error';
import { S3Objects } from './object-store';
import { type DeployedStateMachine, DeployedStateMachines } from './state-machines';
import { TaskTokens } from './task-tokens';
import { executionDoesNotExist, WorkflowError } from './workflow-error';

export interface WorkflowsOptions {
  /** Where state machines, their definitions, and buckets are: moto. */
  readonly controlPlane: string;
  readonly credentials: SigningKey;
  /** Runs the functions of Task states. */
  readonly functionHost: Pick<FunctionHost, 'invoke'>;
  /** Asked before an execution does something with the state machine's role. @default it may do everything */
  readonly permissions?: ServicePermissions;
  /** @default nothing */
  readonly onEvent?: (event: WorkflowEvent) => void;
  /** Factor on `Wait` and on the intervals of `Retry`; timeouts are never scaled. @default 1 */
  readonly timeScale?: number;
  /** Finished executions that are remembered, of those that succeeded and of the others each. @default 1,000 */
  readonly keptFinished?: number;
  /** Names that are not given again. @default 200,000 */
  readonly keptNames?: number;
}

/** Executions of the deployed state machines. */
export class Workflows {
  readonly tokens = new TaskTokens();
  private readonly machines: DeployedStateMachines;
  private readonly objects: S3Objects;
  private readonly executions: Executions;
  private readonly host: WorkflowHost;
  private readonly work = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly options: WorkflowsOptions) {
    const client = { endpoint: options.controlPlane, credentials: options.credentials };
    this.machines = new DeployedStateMachines(client);
    this.objects = new S3Objects(client);
    this.executions = new Executions(options.keptFinished ?? 1_000, options.keptNames ?? 200_000);
    this.host = {
      runTask: (call) => invokeFunction(options.functionHost, call),
      openToken: () => this.tokens.open(),
      objects: this.objects,
      timeScale: options.timeScale ?? 1,
    };
  }

  counts(): ExecutionCounts {
    return this.executions.count();
  }

  /**
   * Starts an execution, or answers with the one that runs under the same name with the same input.
   *
   * @param input JSON. @default '{}'
   * @throws WorkflowError ExecutionAlreadyExists, InvalidName, InvalidExecutionInput, StateMachineDoesNotExist, InvalidArn
   */
  async start(machineArn: string, name: string = randomUUID(), input = '{}'): Promise<Execution> {
    if (this.closed) throw new WorkflowError('ServiceUnavailable', 'The emulator is stopping.');
    checkName(name);
    const value = parseInput(input);
    const machine = await this.machines.find(machineArn);
    const arn = executionArn(machine, name);
    const known = this.executions.get(arn);
    if (known?.status === 'RUNNING' && sameJson(known.details.input, value)) return known;
    if (known || this.executions.existed(arn)) {
      throw new WorkflowError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const onEvent = (event: WorkflowEvent) => this.options.onEvent?.(event);
    const { permissions } = this.options;
    const role = { roleArn: machine.roleArn, machineArn: machine.arn, name };
    const host = permissions ? judgedHost(this.host, permissions, role) : this.host;
    const execution = new Execution({ machine, arn, name, input: value, host, onEvent });
    this.executions.started(execution);
    this.follow(execution, execution.run());
    return execution;
  }

  /** @throws WorkflowError ExecutionDoesNotExist */
  find(arn: string): Execution {
    const execution = this.executions.get(arn);
    if (!execution) throw executionDoesNotExist(arn);
    return execution;
  }

  /** Those that run and those that are remembered, newest first. */
  list(): Execution[] {
    return this.executions.list();
  }

  /** @throws WorkflowError ExecutionDoesNotExist */
  async stop(arn: string, error?: string, cause?: string): Promise<Execution> {
    const execution = this.find(arn);
    if (execution.status !== 'RUNNING') return execution;
    execution.stop(
      error === undefined && cause === undefined ? undefined : new StatesError(error ?? '', cause ?? ''),
    );
    // It ends with its next step, which abortion brings at once.
    await new Promise((resolve) => setImmediate(resolve));
    return execution;
  }

  /** @throws WorkflowError ExecutionDoesNotExist, ExecutionNotRedrivable */
  redrive(arn: string): Execution {
    const execution = this.find(arn);
    if (!execution.isRedrivable) {
      const message = `Execution '${arn}' is ${execution.status} and cannot be redriven`;
      throw new WorkflowError('ExecutionNotRedrivable', message);
    }
    const before = execution.status;
    const running = execution.redrive();
    this.executions.redriven(execution, before);
    this.follow(execution, running);
    return execution;
  }

  /** A state machine was deployed or changed: the next execution reads it again. */
  forget(): void {
    this.machines.forget();
  }

  /** Resolves when nothing runs. Executions that wait for a token count as running. */
  async drained(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work);
  }

  /** Stops every execution. Safe to call twice. */
  async close(): Promise<void> {
    this.closed = true;
    for (const execution of this.executions.allRunning()) execution.stop();
    await this.drained();
    this.machines.close();
    this.objects.close();
  }

  private follow(execution: Execution, running: Promise<void>): void {
    const work = running.then(() => {
      this.executions.ended(execution);
      this.work.delete(work);
    });
    this.work.add(work);
  }
}

function executionArn(machine: DeployedStateMachine, name: string): string {
  const isExpress = machine.type === 'EXPRESS';
  const place = machine.arn.replace(':stateMachine:', isExpress ? ':express:' : ':execution:');
  // Executions of an Express workflow may share a name.
  return isExpress ? `${place}:${name}:${randomUUID()}` : `${place}:${name}`;
}

function checkName(name: string): void {
  // Spaces, brackets, wildcards, special and control characters, as the API's reference lists them.
  const isRefused = [...name].some(
    (character) => ' <>{}[]?*"#%\\^|~`$&,;:/'.includes(character) || isControl(character),
  );
  if (name === '' || name.length > 80 || isRefused) {
    throw new WorkflowError('InvalidName', `Invalid Name: '${name}'`);
  }
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 32 || (code >= 127 && code < 160);
}

function parseInput(input: string): Json {
  if (Buffer.byteLength(input) > 262_144) {
    throw new WorkflowError('InvalidExecutionInput', 'The input is larger than 262144 bytes');
  }
  try {
    return JSON.parse(input) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkflowError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}
