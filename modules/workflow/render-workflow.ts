import { renderChoice } from './states/choice';
import { renderDistributedMap } from './states/distributed-map';
import { renderFail } from './states/fail';
import type { AslObject } from './states/flow';
import { renderMap } from './states/map';
import { renderParallel } from './states/parallel';
import { renderPass } from './states/pass';
import type { State, Steps, Workflow } from './states/state';
import { renderSucceed } from './states/succeed';
import { renderTask } from './states/task';
import { renderWait } from './states/wait';

/**
 * The workflow in the Amazon States Language. JSONPath is the language of queries that holds where none is named. States
 * keep their order.
 *
 * @param partition of AWS: `aws`, `aws-cn` …
 */
export function renderWorkflow(workflow: Workflow, partition: string): AslObject {
  return {
    Comment: workflow.comment,
    TimeoutSeconds: workflow.timeoutSeconds,
    ...renderSteps(workflow, partition),
  };
}

function renderSteps(steps: Steps, partition: string): AslObject {
  const states = Object.entries(steps.states).map(([name, state]) => [name, renderState(state, partition)]);
  return { StartAt: steps.startAt, States: Object.fromEntries(states) };
}

function renderState(state: State, partition: string): AslObject {
  const inner = (steps: Steps): AslObject => renderSteps(steps, partition);
  switch (state.type) {
    case 'Task':
      return renderTask(state, partition);
    case 'Choice':
      return renderChoice(state);
    case 'Parallel':
      return renderParallel(state, inner);
    case 'Map':
      return renderMap(state, inner);
    case 'DistributedMap':
      return renderDistributedMap(state, partition, inner);
    case 'Pass':
      return renderPass(state);
    case 'Wait':
      return renderWait(state);
    case 'Succeed':
      return renderSucceed(state);
    case 'Fail':
      return renderFail(state);
  }
}
