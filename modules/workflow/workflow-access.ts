import type { Capability, IGrantee, IUsable, Statement } from '../core/capability';
import { pascalCase } from '../core/naming';
import { ANSWER_ACTIONS, START_ACTIONS } from './actions';

/** `start`: begin executions. `answer`: complete a task that waits for its token. */
export type WorkflowAccess = 'start' | 'answer';

/** A state machine as those see it who start it or answer its tasks. */
export interface IStateMachine extends IUsable<WorkflowAccess> {
  readonly name: string;
  readonly stateMachineArn: string;
  /** Allows the grantee to begin executions and opens the network path to Step Functions. */
  grantStart(grantee: IGrantee): void;
  /** Allows the grantee to answer tasks that wait for their token and opens the network path to Step Functions. */
  grantAnswer(grantee: IGrantee): void;
  attributes(): StateMachineAttributes;
}

/** What another stack has to know of a state machine to use it. */
export interface StateMachineAttributes {
  readonly name: string;
  readonly stateMachineArn: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** A state machine of another stack, or one that is not made yet. Creates nothing. */
export class ImportedStateMachine implements IStateMachine {
  readonly name: string;
  readonly stateMachineArn: string;

  constructor(private readonly machine: StateMachineAttributes) {
    this.name = machine.name;
    this.stateMachineArn = machine.stateMachineArn;
  }

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
}

/**
 * Both ways lead through the endpoint `states`; `sync-states` is that of `StartSyncExecution` alone, which nobody is
 * granted here. Neither needs the key of the execution data: Step Functions encrypts with the workflow's own role.
 */
export function workflowCapability(machine: StateMachineAttributes, access: WorkflowAccess): Capability {
  return {
    title: `${machine.name}: ${access}`,
    statements: [access === 'start' ? startStatement(machine) : answerStatement(machine)],
    destinations: [{ kind: 'service', service: 'states' }],
    configuration: { stateMachineArn: machine.stateMachineArn },
  };
}

function startStatement({ name, stateMachineArn }: StateMachineAttributes): Statement {
  return { sid: `Start${pascalCase(name)}`, actions: START_ACTIONS, resources: [stateMachineArn] };
}

/**
 * There is no resource to name: whoever has the token of a task may answer it, of whatever workflow it is. The token is
 * the secret; what is left to narrow is the account.
 */
function answerStatement({ accountId }: StateMachineAttributes): Statement {
  return {
    sid: 'AnswerTasksTokensAreNoResources',
    actions: ANSWER_ACTIONS,
    resources: ['*'],
    conditions: [{ test: 'StringEqualsIfExists', variable: 'aws:ResourceAccount', values: [accountId] }],
  };
}
