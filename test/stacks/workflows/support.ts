import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionContract } from '../../../functions/shared/contract';
import { renderWorkflow } from '../../../modules/workflow/render-workflow';
import type { Workflow } from '../../../modules/workflow/states/state';
import type { WorkflowFunction } from '../../../modules/workflow/states/task';

/** The validator as the construct uses it. It ships no declarations. */
const validate = require('asl-validator') as (definition: object) => {
  readonly errors: ReadonlyArray<{ readonly Message: string }>;
};

/** Functions by the names of their contracts, with the contracts' time limits. */
export function functionsOf<C extends FunctionContract>(
  contracts: readonly C[],
): Readonly<Record<C['name'], WorkflowFunction>> {
  return Object.fromEntries(
    contracts.map(({ name, timeoutSeconds }) => [name, { aliasArn: aliasArn(name), timeoutSeconds }]),
  ) as Record<C['name'], WorkflowFunction>;
}

export function aliasArn(name: string): string {
  return `arn:aws:lambda:eu-central-1:123456789012:function:deposits-test-${name}:live`;
}

/** The names of all functions whose contracts say that the workflow calls them, sorted. */
export function namesTriggeredBy(workflow: string): readonly string[] {
  return allContracts()
    .filter(({ triggers }) =>
      triggers.some((trigger) => trigger.kind === 'workflow' && trigger.workflow === workflow),
    )
    .map(({ name }) => name)
    .sort();
}

/** What `asl-validator` has against the workflow. */
export function validatorMessages(workflow: Workflow): readonly string[] {
  const copy = JSON.parse(JSON.stringify(renderWorkflow(workflow, 'aws'))) as object;
  return validate(copy).errors.map(({ Message }) => Message);
}

/** Every state by its name, as rendered, those of branches and maps included. */
export function statesByName(
  workflow: Workflow,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const states: Record<string, Record<string, unknown>> = {};
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === 'States') Object.assign(states, member);
      visit(member);
    }
  };
  visit(renderWorkflow(workflow, 'aws'));
  return states;
}

function allContracts(): readonly FunctionContract[] {
  const directory = join(__dirname, '../../../functions');
  return readdirSync(directory, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && readdirSync(join(directory, entry.name)).includes('contract.ts'),
    )
    .filter((entry) => entry.name !== 'shared')
    .flatMap((entry) => Object.values(require(join(directory, entry.name, 'contract.ts')) as object));
}
