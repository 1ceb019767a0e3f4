import { Problems } from '../core/errors';
import type { Workflow } from './states/state';
import { allStates } from './states/state';
import { checkWorkflowTimes } from './workflow-time-checks';

/**
 * Everything in a system that waits for something else, from the outside in:
 * API > function > statement of the database; queue ≥ 6 × function; workflow > tasks with their retries > functions.
 * Plain data, so that a stack can write down its own chain and have it judged before anything is made.
 */
export interface TimeChain {
  readonly functions: readonly FunctionTimes[];
  /** @default none */
  readonly workflows?: readonly WorkflowTimes[];
}

export interface FunctionTimes {
  readonly name: string;
  /** The function's time limit. */
  readonly timeoutSeconds: number;
  /** For how long API Gateway waits for it. @default no API calls it */
  readonly apiTimeoutSeconds?: number;
  /** The longest that a statement of its database may take. @default it uses none */
  readonly databaseStatementSeconds?: number;
  /** The queue that it receives from. @default none */
  readonly queue?: QueueTimes;
}

export interface QueueTimes {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** For how long Lambda gathers a batch, which counts too. @default 0 */
  readonly batchingWindowSeconds?: number;
}

export interface WorkflowTimes {
  readonly name: string;
  readonly definition: Workflow;
  /** @default false */
  readonly express?: boolean;
  /** For how long the token of a waiting task is kept for the person who answers. @default no token is kept */
  readonly tokenLifetimeSeconds?: number;
}

/** The longest that API Gateway waits for an integration without a quota increase. Source: q-apig-to in the facts. */
export const API_SECONDS = 29;
/** A function that polls a queue is given its messages again after this many of its time limits. Source: Lambda, "Using Amazon SQS". */
export const VISIBILITY_FACTOR = 6;

/**
 * @param path names what the chain belongs to, in the error
 * @throws InvalidInputError with every contradiction
 */
export function assertTimeChain(path: string, chain: TimeChain): void {
  const problems = new Problems();
  checkTimeChain(problems, chain);
  problems.throwIfAny(path);
}

/** Records every contradiction in the chain. */
export function checkTimeChain(problems: Problems, { functions, workflows = [] }: TimeChain): void {
  for (const times of functions) {
    checkApi(problems, times);
    checkDatabase(problems, times);
    checkQueue(problems, times);
  }
  for (const times of workflows) checkWorkflow(problems, times);
}

function checkApi(problems: Problems, { name, timeoutSeconds, apiTimeoutSeconds }: FunctionTimes): void {
  if (apiTimeoutSeconds === undefined) return;
  problems.check(apiTimeoutSeconds <= API_SECONDS, {
    code: 'time-api-limit',
    property: `functions.${name}.apiTimeoutSeconds`,
    received: apiTimeoutSeconds,
    allowed: `at most ${API_SECONDS}`,
    fix: 'API Gateway ends the request then: answer 202 and do the work behind a queue.',
  });
  problems.check(timeoutSeconds < apiTimeoutSeconds, {
    code: 'time-api',
    property: `functions.${name}.timeoutSeconds`,
    received: timeoutSeconds,
    allowed: `less than what the API waits, which is ${apiTimeoutSeconds}`,
    fix: 'Lower it: the client would have its 504 while the function still works.',
  });
}

function checkDatabase(
  problems: Problems,
  { name, timeoutSeconds, databaseStatementSeconds }: FunctionTimes,
): void {
  if (databaseStatementSeconds === undefined) return;
  problems.check(databaseStatementSeconds < timeoutSeconds, {
    code: 'time-database',
    property: `functions.${name}.databaseStatementSeconds`,
    received: databaseStatementSeconds,
    allowed: `less than the function's time limit, which is ${timeoutSeconds}`,
    fix: 'Lower it: a statement that outlives its function commits what nobody hears of.',
  });
}

function checkQueue(problems: Problems, { name, timeoutSeconds, queue }: FunctionTimes): void {
  if (!queue) return;
  const least = VISIBILITY_FACTOR * timeoutSeconds + (queue.batchingWindowSeconds ?? 0);
  problems.check(queue.visibilityTimeoutSeconds >= least, {
    code: 'time-queue',
    property: `queues.${queue.name}.visibilityTimeoutSeconds`,
    received: queue.visibilityTimeoutSeconds,
    allowed: `at least ${least}: ${VISIBILITY_FACTOR} times the ${timeoutSeconds} seconds of ${name}, and the batching window`,
    fix: 'Hide messages for longer: they would be delivered again while they are worked on.',
  });
}

function checkWorkflow(problems: Problems, times: WorkflowTimes): void {
  const { name, definition, express, tokenLifetimeSeconds } = times;
  const own = new Problems();
  checkWorkflowTimes(own, definition, express);
  for (const problem of own.all)
    problems.add({ ...problem, property: `workflows.${name}.${problem.property}` });
  if (tokenLifetimeSeconds === undefined) return;
  const waits = allStates(definition).map((state) =>
    state.type === 'Task' && state.waitForToken ? (state.timeoutSeconds ?? 0) : 0,
  );
  const longest = Math.max(0, ...waits);
  problems.check(tokenLifetimeSeconds >= longest, {
    code: 'time-approval',
    property: `workflows.${name}.tokenLifetimeSeconds`,
    received: tokenLifetimeSeconds,
    allowed: `at least the ${longest} seconds that a task waits for its token`,
    fix: 'Keep the token for as long: nobody could answer at the end of the time.',
  });
}
