import type { FunctionContract } from '../../functions/shared/contract';
import type { BucketAttributes } from '../../modules/data/private-bucket';
import { EventRule } from '../../modules/messaging/event-rule';
import { StateMachine } from '../../modules/workflow/state-machine';
import type { Workflow } from '../../modules/workflow/states/state';
import type { WorkflowFunction } from '../../modules/workflow/states/task';
import type { Surroundings } from '../deployment/surroundings';
import type { SystemStack } from '../system-stack';
import { type ClearingFunctions, clearDeposit, clearingContracts } from '../workflows/clear-deposit';
import { type BatchFunctions, batchContracts, processBatch } from '../workflows/process-batch';
import type { Triggered } from './triggered';

interface WorkflowSurroundings {
  readonly batches: BucketAttributes;
  readonly surroundings: Surroundings;
}

/** The state machines whose functions are all deployed, and the rule that starts the one of batches. */
export function createWorkflows(
  stack: SystemStack,
  tasks: readonly Triggered<'workflow'>[],
  { batches, surroundings }: WorkflowSurroundings,
): void {
  const clearing = tasksOf(tasks, clearingContracts);
  if (clearing) {
    createStateMachine(stack, 'clearing', clearDeposit(clearing as ClearingFunctions), surroundings);
  }
  const batch = tasksOf(tasks, batchContracts);
  if (batch) {
    const definition = processBatch(batch as BatchFunctions, { batches });
    const machine = createStateMachine(stack, 'batch', definition, surroundings);
    startOnUpload(stack, batches, machine, surroundings);
  }
}

/** The functions of a workflow by their names; nothing unless all of them are deployed. */
function tasksOf(
  tasks: readonly Triggered<'workflow'>[],
  contracts: readonly FunctionContract[],
): Readonly<Record<string, WorkflowFunction>> | undefined {
  const found = tasks.filter(({ contract }) => contracts.some(({ name }) => name === contract.name));
  if (found.length < contracts.length) return undefined;
  return Object.fromEntries(
    found.map(({ contract, function: { aliasArn } }) => [
      contract.name,
      { aliasArn, timeoutSeconds: contract.timeoutSeconds },
    ]),
  );
}

function createStateMachine(
  stack: SystemStack,
  workflow: string,
  definition: Workflow,
  { keyArn }: Surroundings,
): StateMachine {
  return new StateMachine(stack, workflow, {
    name: stack.stateMachineName(workflow),
    location: stack.location,
    definition,
    logKeyArn: keyArn,
    logRetentionDays: stack.environment.logs.retentionDays,
  });
}

/** S3 tells of an uploaded file on the account's default bus. */
function startOnUpload(
  stack: SystemStack,
  { bucketName }: BucketAttributes,
  machine: StateMachine,
  { failures }: Surroundings,
): void {
  const rule = new EventRule(stack, 'batch-uploaded', {
    name: stack.batchRuleName,
    location: stack.location,
    bus: 'default',
    matches: {
      pattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix: 'incoming/' }] } },
      },
    },
  });
  rule.addStateMachine('batch', {
    stateMachineArn: machine.stateMachineArn,
    roleName: `${stack.batchRuleName}-start`,
    deadLetters: failures,
    input: { path: '$.detail' },
  });
}
