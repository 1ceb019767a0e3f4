import { checkDefinition } from '../../../modules/workflow/definition-checks';
import { choice, textIs } from '../../../modules/workflow/states/choice';
import { distributedMap } from '../../../modules/workflow/states/distributed-map';
import { fail } from '../../../modules/workflow/states/fail';
import { END } from '../../../modules/workflow/states/flow';
import { inlineMap } from '../../../modules/workflow/states/map';
import { parallel } from '../../../modules/workflow/states/parallel';
import { pass } from '../../../modules/workflow/states/pass';
import type { Retrier } from '../../../modules/workflow/states/retry';
import type { State, Workflow } from '../../../modules/workflow/states/state';
import { succeed } from '../../../modules/workflow/states/succeed';
import { wait } from '../../../modules/workflow/states/wait';
import { found, task, WORK, workflow } from './support';

const problemsOf = (definition: Workflow, express = false) =>
  found((problems) => checkDefinition(problems, definition, express));

/** What is wrong with one state that begins and ends the workflow. */
const problemsOfOne = (state: State, express = false) => problemsOf(workflow({ One: state }), express);
const at = (property: string) => `definition.states["One"]${property}`;
const map = distributedMap({
  label: 'Items',
  items: { ...WORK, key: '$.key' },
  results: { ...WORK, at: '$.at' },
  each: { startAt: 'Inner', states: { Inner: task() } },
  next: END,
});

describe('A definition that is right', () => {
  test('has no problems, with every kind of state in it', () => {
    const definition = workflow({
      First: task({ retry: [{ errors: ['A'] }, { errors: ['States.ALL'] }], next: 'Second' }),
      Second: parallel({ branches: [{ startAt: 'Branch', states: { Branch: task() } }], next: 'Third' }),
      Third: choice({ rules: [{ when: textIs('$.a', 'b'), next: 'Fourth' }], otherwise: 'Failed' }),
      Fourth: inlineMap({ each: { startAt: 'Each', states: { Each: pass({ next: END }) } }, next: 'Fifth' }),
      Fifth: wait({ seconds: 0, next: 'Sixth' }),
      Sixth: { ...map, next: 'Done' },
      Done: succeed(),
      Failed: fail({ error: 'E' }),
    });
    expect(problemsOf(definition)).toEqual([]);
  });

  test('may go back to where it was', () => {
    const definition = workflow({
      Ask: task({ next: 'Look' }),
      Look: choice({ rules: [{ when: textIs('$.a', 'b'), next: 'Ask' }], otherwise: 'Done' }),
      Done: succeed(),
    });
    expect(problemsOf(definition)).toEqual([]);
  });
});

describe('All problems are found at once', () => {
  test('in branches too, each with its place', () => {
    const definition = workflow(
      {
        One: parallel({
          branches: [{ startAt: 'Inner', states: { Inner: task({ next: 'One' }), One: succeed() } }],
          next: 'Nowhere',
        }),
        Alone: choice({ rules: [], otherwise: undefined }),
      },
      { startAt: 'Missing' },
    );
    expect(problemsOf(definition)).toEqual([
      ['workflow-start', 'definition.startAt'],
      ['workflow-next', at('.next')],
      ['workflow-state-duplicate', `${at('.branches[0]')}.states["One"]`],
      ['workflow-empty', 'definition.states["Alone"].rules'],
      ['workflow-choice-default', 'definition.states["Alone"].otherwise'],
    ]);
  });
});

describe('Ways', () => {
  test.each<[string, Record<string, State>, Array<[string, string]>]>([
    [
      'a rule that leads nowhere',
      {
        One: choice({ rules: [{ when: textIs('$.a', 'b'), next: 'X' }], otherwise: 'Y' }),
        Done: succeed(),
      },
      [
        ['workflow-next', at('.rules[0].next')],
        ['workflow-next', at('.otherwise')],
        ['workflow-unreachable', 'definition.states["Done"]'],
        ['workflow-endless', 'definition'],
      ],
    ],
    [
      'a catcher that leads nowhere',
      { One: task({ catch: [{ errors: ['States.ALL'], next: 'X' }] }) },
      [['workflow-next', at('.catch[0].next')]],
    ],
    [
      'a state that nothing leads to',
      { One: task(), Two: task() },
      [['workflow-unreachable', 'definition.states["Two"]']],
    ],
    [
      'a circle without an end',
      { One: task({ next: 'Two' }), Two: task({ next: 'One' }) },
      [['workflow-endless', 'definition']],
    ],
    [
      'a branch that goes on outside itself',
      {
        One: parallel({ branches: [{ startAt: 'In', states: { In: task({ next: 'Out' }) } }], next: 'Out' }),
        Out: succeed(),
      },
      [
        ['workflow-next', `${at('.branches[0]')}.states["In"].next`],
        ['workflow-endless', at('.branches[0]')],
      ],
    ],
    [
      'a name of a prototype',
      { One: task({ next: 'toString' }) },
      [
        ['workflow-next', at('.next')],
        ['workflow-endless', 'definition'],
      ],
    ],
    [
      'a name that is too long',
      { ['a'.repeat(81)]: task() },
      [['workflow-state-name', `definition.states["${'a'.repeat(81)}"]`]],
    ],
    ['a name with a slash', { 'a/b': task() }, [['workflow-state-name', 'definition.states["a/b"]']]],
    ['no states', {}, [['workflow-start', 'definition.startAt']]],
  ])('%s', (_name, states, expected) => {
    expect(problemsOf(workflow(states))).toEqual(expected);
  });
});

describe('Retriers and catchers', () => {
  const retried = (...retry: Retrier[]) => problemsOfOne(task({ retry }));

  test.each<[string, Retrier[], Array<[string, string]>]>([
    [
      'States.ALL before another',
      [{ errors: ['States.ALL'] }, { errors: ['A'] }],
      [['workflow-errors-order', at('.retry[0].errors')]],
    ],
    [
      'States.ALL with another',
      [{ errors: ['A', 'States.ALL'] }],
      [['workflow-errors-order', at('.retry[0].errors')]],
    ],
    ['no errors', [{ errors: [] }], [['workflow-errors-none', at('.retry[0].errors')]]],
    [
      'an error twice',
      [{ errors: ['A'] }, { errors: ['A'] }],
      [['workflow-errors-twice', at('.retry[1].errors')]],
    ],
    [
      'numbers outside their limits',
      [{ errors: ['A'], intervalSeconds: 0, maxAttempts: -1, backoffRate: 0.5, maxDelaySeconds: 31_622_401 }],
      ['intervalSeconds', 'maxAttempts', 'maxDelaySeconds', 'backoffRate'].map((property) => [
        'workflow-retry',
        at(`.retry[0].${property}`),
      ]),
    ],
    [
      'a delay that is no longer than the interval',
      [{ errors: ['A'], intervalSeconds: 5, maxDelaySeconds: 5 }],
      [['workflow-retry', at('.retry[0].maxDelaySeconds')]],
    ],
  ])('refuse %s', (_name, retry, expected) => {
    expect(retried(...retry)).toEqual(expected);
  });

  test('refuse a catcher after the one of States.ALL', () => {
    const state = task({
      catch: [
        { errors: ['States.ALL'], next: 'Two' },
        { errors: ['A'], next: 'Two' },
      ],
      next: 'Two',
    });
    expect(problemsOf(workflow({ One: state, Two: succeed() }))).toEqual([
      ['workflow-errors-order', at('.catch[0].errors')],
    ]);
  });
});

describe('Single states', () => {
  test.each<[string, State, Array<[string, string]>]>([
    ['a time of nothing', task({ timeoutSeconds: 0 }), [['workflow-number', at('.timeoutSeconds')]]],
    [
      'a result with all of Lambda around it',
      task({ resultPath: '$.a' }),
      [['workflow-task-result', at('.resultSelector')]],
    ],
    [
      'a token that nobody receives, waited for for ever',
      task({ waitForToken: true }),
      [
        ['workflow-task-token', at('.payload')],
        ['workflow-task-patience', at('.timeoutSeconds')],
      ],
    ],
    [
      'a parallel without branches',
      parallel({ branches: [], next: END }),
      [['workflow-empty', at('.branches')]],
    ],
    ['a wait that says nothing', wait({ next: END }), [['workflow-wait', at('')]]],
    [
      'a wait that says two things',
      wait({ seconds: 1, secondsPath: '$.a', next: END }),
      [['workflow-wait', at('')]],
    ],
    ['a wait of minus one', wait({ seconds: -1, next: END }), [['workflow-number', at('.seconds')]]],
    ['a map of no items', { ...map, itemsAtMost: 0 }, [['workflow-number', at('.itemsAtMost')]]],
    ['no concurrency', { ...map, maxConcurrency: 0 }, [['workflow-number', at('.maxConcurrency')]]],
    ['a label with a space', { ...map, label: 'a b' }, [['workflow-map-label', at('.label')]]],
    [
      'prefixes that reach everything',
      { ...map, items: { ...map.items, prefix: '' }, results: { ...map.results, prefix: '*/' } },
      [
        ['workflow-map-prefix', at('.items.prefix')],
        ['workflow-map-prefix', at('.results.prefix')],
      ],
    ],
    [
      'numbers of a map outside their limits',
      {
        ...map,
        batching: { maxItems: 0 },
        items: { ...map.items, maxItems: 0 },
        toleratedFailurePercentage: 101,
        toleratedFailureCount: -1,
      },
      ['batching.maxItems', 'items.maxItems', 'toleratedFailurePercentage', 'toleratedFailureCount'].map(
        (property) => ['workflow-number', at(`.${property}`)],
      ),
    ],
  ])('refuse %s', (_name, state, expected) => {
    expect(problemsOfOne(state)).toEqual(expected);
  });

  test('keep what a task waits for, or discards, without a selector', () => {
    const token = { 'token.$': '$$.Task.Token' };
    const waiting = task({ waitForToken: true, timeoutSeconds: 60, payload: token, resultPath: '$.a' });
    expect(problemsOfOne(waiting)).toEqual([]);
    expect(problemsOfOne(task({ resultPath: null }))).toEqual([]);
  });

  test('an EXPRESS workflow neither waits for tokens nor distributes', () => {
    const token = { deep: ['x', { 'token.$': '$$.Task.Token' }] };
    const waiting = task({ waitForToken: true, timeoutSeconds: 60, payload: token });
    expect(problemsOfOne(waiting, true)).toEqual([['workflow-express', at('.waitForToken')]]);
    expect(problemsOfOne(map, true)).toEqual([['workflow-express', at('.type')]]);
  });
});
