import { Token } from 'cdktf';
import type { Problems } from '../core/errors';
import type { Json } from '../core/json-expression';
import { checkRange } from '../core/ranges';
import type { DistributedMap } from './states/distributed-map';
import type { MapProps } from './states/map';
import type { State } from './states/state';
import type { LambdaTask } from './states/task';
import type { Wait } from './states/wait';

/** A year, the longest that a task or a standard execution takes. */
const LONGEST_SECONDS = 31_536_000;

/** Records what is wrong with one state, by itself. */
export function checkState(problems: Problems, path: string, state: State, express: boolean): void {
  switch (state.type) {
    case 'Task':
      checkTask(problems, path, state, express);
      break;
    case 'Choice':
      checkSome(problems, `${path}.rules`, state.rules);
      checkDefault(problems, path, state.otherwise);
      break;
    case 'Parallel':
      checkSome(problems, `${path}.branches`, state.branches);
      break;
    case 'Map':
      checkMap(problems, path, state);
      break;
    case 'DistributedMap':
      checkMap(problems, path, state);
      checkDistributedMap(problems, path, state, express);
      break;
    case 'Wait':
      checkWait(problems, path, state);
      break;
  }
}

function checkDefault(problems: Problems, path: string, otherwise: string | undefined): void {
  problems.check(otherwise !== undefined, {
    code: 'workflow-choice-default',
    property: `${path}.otherwise`,
    received: otherwise,
    allowed: 'the name of a state',
    fix: 'Say where it goes on when no rule holds, or the execution fails: a fail() state can name the error.',
  });
}

function checkTask(problems: Problems, path: string, task: LambdaTask, express: boolean): void {
  const { waitForToken = false, resultPath, resultSelector, payload } = task;
  if (task.timeoutSeconds !== undefined) {
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.timeoutSeconds`,
      received: task.timeoutSeconds,
      least: 1,
      most: LONGEST_SECONDS,
      service: 'Step Functions',
    });
  }
  problems.check(
    typeof resultPath !== 'string' || resultPath === '$' || waitForToken || Boolean(resultSelector),
    {
      code: 'workflow-task-result',
      property: `${path}.resultSelector`,
      received: resultSelector,
      allowed: "what of the function's answer is kept, when resultPath keeps it beside the input",
      fix: "Select from $.Payload: without it, all that Lambda puts around the answer is kept, and the input's size is limited.",
    },
  );
  problems.check(!waitForToken || mentions(payload, '$$.Task.Token'), {
    code: 'workflow-task-token',
    property: `${path}.payload`,
    received: payload,
    allowed: "a payload that holds the path '$$.Task.Token'",
    fix: "Add a member such as 'taskToken.$': '$$.Task.Token': without it nobody can answer.",
  });
  problems.check(!waitForToken || task.timeoutSeconds !== undefined, {
    code: 'workflow-task-patience',
    property: `${path}.timeoutSeconds`,
    received: task.timeoutSeconds,
    allowed: 'seconds, for a task that waits for its token',
    fix: 'Say for how long it waits: the default of Step Functions is for ever, or a year.',
  });
  problems.check(!waitForToken || !express, {
    code: 'workflow-express',
    property: `${path}.waitForToken`,
    received: waitForToken,
    allowed: 'false in an EXPRESS workflow',
    fix: 'Make the workflow STANDARD.',
  });
}

function checkMap(problems: Problems, path: string, map: MapProps): void {
  for (const property of ['maxConcurrency', 'itemsAtMost'] as const) {
    const value = map[property];
    if (value !== undefined)
      checkRange(problems, {
        code: 'workflow-number',
        property: `${path}.${property}`,
        received: value,
        least: 1,
        most: 100_000_000,
        service: 'Step Functions',
      });
  }
}

/** Limits: developer guide, "Map state in Distributed mode". */
function checkDistributedMap(problems: Problems, path: string, map: DistributedMap, express: boolean): void {
  problems.check(/^[A-Za-z0-9]{1,40}$/.test(map.label), {
    code: 'workflow-map-label',
    property: `${path}.label`,
    received: map.label,
    allowed: '1 to 40 letters and digits',
    fix: 'Name the items, such as BatchItems.',
  });
  for (const part of ['items', 'results'] as const) {
    const { prefix } = map[part];
    problems.check(Token.isUnresolved(prefix) || /^[^*?]+\/$/.test(prefix), {
      code: 'workflow-map-prefix',
      property: `${path}.${part}.prefix`,
      received: prefix,
      allowed: 'the beginning of keys, ending in "/", without * and ?',
      fix: "Name the folder, such as work/: the workflow's role reaches nothing else.",
    });
  }
  if (map.batching)
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.batching.maxItems`,
      received: map.batching.maxItems,
      least: 1,
      most: 100_000_000,
      service: 'Step Functions',
    });
  if (map.items.maxItems !== undefined) {
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.items.maxItems`,
      received: map.items.maxItems,
      least: 1,
      most: 100_000_000,
      service: 'Step Functions',
    });
  }
  if (map.toleratedFailurePercentage !== undefined) {
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.toleratedFailurePercentage`,
      received: map.toleratedFailurePercentage,
      least: 0,
      most: 100,
      service: 'Step Functions',
    });
  }
  if (map.toleratedFailureCount !== undefined) {
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.toleratedFailureCount`,
      received: map.toleratedFailureCount,
      least: 0,
      most: 100_000_000,
      service: 'Step Functions',
    });
  }
  problems.check(!express, {
    code: 'workflow-express',
    property: `${path}.type`,
    received: map.type,
    allowed: 'inline maps in an EXPRESS workflow',
    fix: 'Make the workflow STANDARD.',
  });
}

function checkWait(
  problems: Problems,
  path: string,
  { seconds, secondsPath, timestamp, timestampPath }: Wait,
): void {
  const said = [seconds, secondsPath, timestamp, timestampPath].filter((value) => value !== undefined);
  problems.check(said.length === 1, {
    code: 'workflow-wait',
    property: path,
    received: said,
    allowed: 'exactly one of seconds, secondsPath, timestamp and timestampPath',
    fix: 'Say once for how long it waits.',
  });
  if (seconds !== undefined)
    checkRange(problems, {
      code: 'workflow-number',
      property: `${path}.seconds`,
      received: seconds,
      least: 0,
      most: LONGEST_SECONDS,
      service: 'Step Functions',
    });
}

function checkSome(problems: Problems, property: string, list: readonly unknown[]): void {
  problems.check(list.length > 0, {
    code: 'workflow-empty',
    property,
    received: [],
    allowed: 'at least one',
    fix: 'Add one, or remove the state.',
  });
}

/** Whether one of the strings in the value is the text. */
function mentions(value: Json, text: string): boolean {
  if (typeof value === 'string') return value === text;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member: Json) => mentions(member, text));
}
