import type { Catcher } from './catch';
import { renderCatch } from './catch';
import {
  type AslObject,
  given,
  type InputAndOutput,
  type Next,
  type Path,
  type ResultPlacement,
  renderInput,
  renderOutput,
  type Template,
  transition,
} from './flow';
import { type Retrier, renderRetry } from './retry';

/** A function as a workflow calls it. */
export interface WorkflowFunction {
  /** The ARN of the alias; may be a Terraform reference. */
  readonly aliasArn: string;
  /** The function's own time limit. */
  readonly timeoutSeconds: number;
}

/** Calls a function and waits for its answer, or for somebody who sends back the task's token. */
export interface LambdaTask extends InputAndOutput, ResultPlacement {
  readonly type: 'Task';
  readonly function: WorkflowFunction;
  /** What the function receives: a template, or a path to all of it. */
  readonly payload: Template | Path;
  /**
   * Whether the answer is what somebody sends with `SendTaskSuccess`, and not what the function returns. The payload has
   * to hold `$$.Task.Token`.
   *
   * @default false
   */
  readonly waitForToken?: boolean;
  /**
   * For how long one attempt may take.
   *
   * @default the function's time limit and {@link TASK_MARGIN_SECONDS}; a task that waits for its token has no default
   */
  readonly timeoutSeconds?: number;
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
  readonly next: Next;
}

/**
 * What an attempt may take beyond the function's own limit: the start of an execution environment and the call. Were the
 * task to end first, it would be tried again while the function still runs.
 */
export const TASK_MARGIN_SECONDS = 10;

/**
 * A task that calls a function. The function's answer takes the place of the input, without what Lambda puts around it;
 * to keep the input, give `resultSelector` (the answer is under `$.Payload`) and `resultPath`.
 *
 * @example
 * lambdaTask({ function: functions['post-ledger'], payload: { 'depositId.$': '$.depositId' }, next: END })
 */
export function lambdaTask(task: Omit<LambdaTask, 'type'>): LambdaTask {
  return { type: 'Task', ...task };
}

/** How long one attempt may take; `undefined` for a task that waits for its token without a limit of its own. */
export function attemptSeconds(task: LambdaTask): number | undefined {
  if (task.timeoutSeconds !== undefined) return task.timeoutSeconds;
  return task.waitForToken ? undefined : task.function.timeoutSeconds + TASK_MARGIN_SECONDS;
}

/** @param partition of AWS: `aws`, `aws-cn` … */
export function renderTask(task: LambdaTask, partition: string): AslObject {
  const { function: called, payload, waitForToken = false } = task;
  const answerOnly = !waitForToken && task.resultSelector === undefined && task.outputPath === undefined;
  return {
    Type: 'Task',
    ...renderInput(task),
    Resource: `arn:${partition}:states:::lambda:invoke${waitForToken ? '.waitForTaskToken' : ''}`,
    Parameters: {
      FunctionName: called.aliasArn,
      ...(typeof payload === 'string' ? { 'Payload.$': payload } : { Payload: payload }),
    },
    ...given({ TimeoutSeconds: attemptSeconds(task) }),
    ...renderOutput(answerOnly ? { ...task, outputPath: '$.Payload' } : task),
    ...renderRetry(task.retry),
    ...renderCatch(task.catch),
    ...transition(task.next),
  };
}
