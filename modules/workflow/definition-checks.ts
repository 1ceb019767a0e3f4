import type { Problems } from '../core/errors';
import { checkErrorHandlers } from './error-handler-checks';
import { checkState } from './state-checks';
import { END } from './states/flow';
import { innerSteps, isEnd, type State, type Steps, type Workflow, waysOut } from './states/state';

/**
 * Records everything that is wrong with a workflow: where it goes, where it ends, what it catches. Paths inside the data
 * are left to `asl-validator`.
 *
 * @param express whether it is an EXPRESS workflow, which cannot wait for tokens or distribute a map
 */
export function checkDefinition(problems: Problems, workflow: Workflow, express = false): void {
  const seen = new Map<string, string>();
  checkSteps(problems, workflow, 'definition', { seen, express });
}

interface Context {
  /** Where each name was first found: names are unique in the whole workflow, branches included. */
  readonly seen: Map<string, string>;
  readonly express: boolean;
}

function checkSteps(problems: Problems, steps: Steps, at: string, context: Context): void {
  const names = Object.keys(steps.states);
  const known = (name: string): boolean => Object.hasOwn(steps.states, name);
  problems.check(known(steps.startAt), {
    code: 'workflow-start',
    property: `${at}.startAt`,
    received: steps.startAt,
    allowed: listed(names),
    fix: 'Begin with one of the states.',
  });
  for (const [name, state] of Object.entries(steps.states)) {
    const path = `${at}.states[${JSON.stringify(name)}]`;
    checkName(problems, name, path, context.seen);
    for (const { property, next } of waysOut(state)) {
      problems.check(next === END || known(next), {
        code: 'workflow-next',
        property: `${path}.${property}`,
        received: next,
        allowed: `${listed(names)} or END`,
        fix: 'Correct the name; a state cannot go on outside its own steps.',
      });
    }
    checkState(problems, path, state, context.express);
    checkErrorHandlers(problems, path, state);
    for (const inner of innerSteps(state)) {
      checkSteps(problems, inner.steps, `${path}.${inner.property}`, context);
    }
  }
  checkReachable(problems, steps, at);
}

function checkName(problems: Problems, name: string, path: string, seen: Map<string, string>): void {
  problems.check(/^[^\p{Cc}"#%\\^|~`$&,;:/<>?*[\]{}]{1,80}$/u.test(name), {
    code: 'workflow-state-name',
    property: path,
    received: name,
    allowed: '1 to 80 characters without control characters and " # % \\ ^ | ~ ` $ & , ; : / < > ? * [ ] { }',
    fix: 'Name the state by what it does, such as Verify account.',
  });
  const first = seen.get(name);
  problems.check(first === undefined, {
    code: 'workflow-state-duplicate',
    property: path,
    received: name,
    allowed: 'a name that no other state of the workflow has',
    fix: `Rename one of them: the name is also at ${first}.`,
  });
  if (first === undefined) seen.set(name, path);
}

/** Unknown names are reported elsewhere: here they lead nowhere. */
function checkReachable(problems: Problems, steps: Steps, at: string): void {
  const reached = new Set<string>();
  const open = [steps.startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state: State | undefined = Object.hasOwn(steps.states, name) ? steps.states[name] : undefined;
    if (!state || reached.has(name)) continue;
    reached.add(name);
    for (const { next } of waysOut(state)) if (next !== END) open.push(next);
  }
  if (reached.size === 0) return;
  for (const name of Object.keys(steps.states)) {
    problems.check(reached.has(name), {
      code: 'workflow-unreachable',
      property: `${at}.states[${JSON.stringify(name)}]`,
      received: name,
      allowed: 'a state that some way leads to',
      fix: 'Lead to it from another state, or remove it.',
    });
  }
  problems.check(
    [...reached].some((name) => {
      const state = steps.states[name];
      return state !== undefined && isEnd(state);
    }),
    {
      code: 'workflow-endless',
      property: at,
      received: [...reached],
      allowed: 'at least one state that ends the steps',
      fix: 'Give one of them next: END, or add a succeed() or fail() state.',
    },
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'a state (there is none)' : names.join(', ');
}
