import { effectiveInput, effectiveOutput, numberFrom } from '../data-flow';
import type { TaskState } from '../definition';
import type { Json, JsonObject } from '../json';
import type { Step, TaskToken, Visit } from '../run';
import { asStatesError, StatesError } from '../states-error';
import { after, unlessAborted } from '../waiting';
import { leave } from './leave';

const WAITS = '.waitForTaskToken';
/** AWS's limit for what states hand to each other. */
const LARGEST_RESULT_BYTES = 262_144;

/** Does the work that the resource names; with `.waitForTaskToken`, waits until somebody completes its token. */
export async function runTask(state: TaskState, input: Json, visit: Visit): Promise<Step> {
  const { run } = visit;
  const token = state.Resource.endsWith(WAITS) ? run.host.openToken() : undefined;
  const context: JsonObject = token ? { ...visit.context, Task: { Token: token.value } } : visit.context;
  const description = describe(state.Resource);
  try {
    const result = await within(state, input, context, token, () =>
      work(state, input, context, visit, token),
    );
    checkSize(result, visit.name);
    run.trace.add('TaskSucceeded', { taskSucceededEventDetails: { ...description, output: result } });
    return leave(state, effectiveOutput(state, input, result, context));
  } catch (thrown) {
    const { error, cause } = asStatesError(thrown);
    const isTimeout = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
    run.trace.add(isTimeout ? 'TaskTimedOut' : 'TaskFailed', {
      [isTimeout ? 'taskTimedOutEventDetails' : 'taskFailedEventDetails']: { ...description, error, cause },
    });
    throw thrown;
  } finally {
    token?.close();
  }
}

async function work(
  state: TaskState,
  input: Json,
  context: JsonObject,
  { name, run }: Visit,
  token: TaskToken | undefined,
): Promise<Json> {
  const parameters = effectiveInput(state, input, context);
  const details = describe(state.Resource);
  run.trace.add('TaskScheduled', { taskScheduledEventDetails: { ...details, region: run.region } });
  const resource = token ? state.Resource.slice(0, -WAITS.length) : state.Resource;
  run.trace.add('TaskStarted', { taskStartedEventDetails: details });
  const answer = run.host.runTask({ resource, input: parameters, region: run.region });
  if (!token) return unlessAborted(answer, run.signal);
  // The token may be completed before the call that carries it has returned.
  const submitted = answer.then((output) => {
    run.trace.add('TaskSubmitted', { taskSubmittedEventDetails: { ...details, output } });
    run.trace.notify({ event: 'waiting-for-token', state: name });
    return token.completed;
  });
  return unlessAborted(Promise.race([token.completed, submitted]), run.signal);
}

/** The work's result, unless `TimeoutSeconds` or, for a token, `HeartbeatSeconds` passes first. */
async function within(
  state: TaskState,
  input: Json,
  context: JsonObject,
  token: TaskToken | undefined,
  begin: () => Promise<Json>,
): Promise<Json> {
  const limitSeconds = numberFrom(state.TimeoutSeconds, state.TimeoutSecondsPath, input, context);
  const beatSeconds = numberFrom(state.HeartbeatSeconds, state.HeartbeatSecondsPath, input, context);
  const timers: { cancel(): void }[] = [];
  const late = new Promise<never>((_resolve, reject) => {
    const fail = (error: string, cause: string) => () => reject(new StatesError(error, cause));
    if (limitSeconds !== undefined) {
      timers.push(after(limitSeconds, fail('States.Timeout', `no result within ${limitSeconds} seconds`)));
    }
    if (beatSeconds === undefined || !token) return;
    const silent = fail('States.HeartbeatTimeout', `no heartbeat within ${beatSeconds} seconds`);
    let beat = after(beatSeconds, silent);
    timers.push({ cancel: () => beat.cancel() });
    token.onHeartbeat(() => {
      beat.cancel();
      beat = after(beatSeconds, silent);
    });
  });
  try {
    return await Promise.race([begin(), late]);
  } finally {
    for (const timer of timers) timer.cancel();
  }
}

function checkSize(result: Json, name: string): void {
  const sizeBytes = Buffer.byteLength(JSON.stringify(result));
  if (sizeBytes <= LARGEST_RESULT_BYTES) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** `arn:aws:states:::lambda:invoke` is the resource `invoke` of the type `lambda`, in the history. */
function describe(arn: string): { resourceType: string; resource: string } {
  const [resourceType = '', ...resource] = arn.replace('arn:aws:states:::', '').split(':');
  return { resourceType, resource: resource.join(':') };
}
