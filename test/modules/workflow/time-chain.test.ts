import { distributedMap } from '../../../modules/workflow/states/distributed-map';
import { END } from '../../../modules/workflow/states/flow';
import { assertTimeChain, checkTimeChain, type TimeChain } from '../../../modules/workflow/time-chain';
import { found, task, WORK, workflow } from './support';

const problemsOf = (chain: TimeChain) => found((problems) => checkTimeChain(problems, chain));
const waiting = { waitForToken: true, payload: '$$.Task.Token', timeoutSeconds: 3600 };

const right: TimeChain = {
  functions: [
    { name: 'submit', timeoutSeconds: 27, apiTimeoutSeconds: 29, databaseStatementSeconds: 20 },
    { name: 'start', timeoutSeconds: 30, queue: { name: 'clearing', visibilityTimeoutSeconds: 180 } },
    { name: 'verify', timeoutSeconds: 300 },
  ],
  workflows: [
    { name: 'clear', definition: workflow({ One: task(waiting) }), tokenLifetimeSeconds: 3600 },
    { name: 'batch', definition: workflow({ One: task() }) },
  ],
};

describe('A chain of times', () => {
  test('that is right has no problems', () => {
    expect(problemsOf(right)).toEqual([]);
    expect(() => assertTimeChain('deposits', right)).not.toThrow();
  });

  test('that is wrong everywhere is told all at once', () => {
    const wrong: TimeChain = {
      functions: [
        { name: 'submit', timeoutSeconds: 30, apiTimeoutSeconds: 30, databaseStatementSeconds: 30 },
        {
          name: 'start',
          timeoutSeconds: 30,
          queue: { name: 'clearing', visibilityTimeoutSeconds: 184, batchingWindowSeconds: 5 },
        },
      ],
      workflows: [
        {
          name: 'clear',
          definition: workflow(
            { One: task({ ...waiting, next: 'Two' }), Two: task({ timeoutSeconds: 30 }) },
            { timeoutSeconds: 3630 },
          ),
          tokenLifetimeSeconds: 3599,
        },
      ],
    };
    expect(problemsOf(wrong)).toEqual([
      ['time-api-limit', 'functions.submit.apiTimeoutSeconds'],
      ['time-api', 'functions.submit.timeoutSeconds'],
      ['time-database', 'functions.submit.databaseStatementSeconds'],
      ['time-queue', 'queues.clearing.visibilityTimeoutSeconds'],
      ['time-workflow', 'workflows.clear.definition.timeoutSeconds'],
      ['time-task', 'workflows.clear.definition.states["Two"].timeoutSeconds'],
      ['time-approval', 'workflows.clear.tokenLifetimeSeconds'],
    ]);
    expect(() => assertTimeChain('deposits', wrong)).toThrow(
      'allowed: more than the longest way, retries included: 3630 seconds through One → Two',
    );
  });

  test.each([
    [29, 29, 'time-api'],
    [28, 29, undefined],
    [29, 30, 'time-api-limit'],
  ])('a function of %i s behind an API of %i s', (timeoutSeconds, apiTimeoutSeconds, code) => {
    const functions = [{ name: 'f', timeoutSeconds, apiTimeoutSeconds }];
    expect(problemsOf({ functions }).map(([found]) => found)).toEqual(code ? [code] : []);
  });
});

describe('The times of a workflow', () => {
  const of = (definition: ReturnType<typeof workflow>, express = false) =>
    problemsOf({ functions: [], workflows: [{ name: 'w', definition, express }] });

  test.each([
    [0, false],
    [1.5, false],
    [31_536_001, false],
    [301, true],
  ])('a limit of %d s, EXPRESS: %s', (timeoutSeconds, express) => {
    const codes = of(workflow({ One: task() }, { timeoutSeconds }), express).map(([code]) => code);
    expect(codes).toContain('time-workflow-limit');
  });

  test('an end that nothing bounds', () => {
    const definition = workflow({ One: task({ next: 'One' }) });
    expect(of(definition)).toEqual([['time-workflow-unbounded', 'workflows.w.definition.timeoutSeconds']]);
  });

  const map = distributedMap({
    label: 'Items',
    items: { ...WORK, key: '$.k' },
    results: { ...WORK, at: '$.a' },
    itemsAtMost: 1,
    each: { startAt: 'Inner', states: { Inner: task({ retry: [{ errors: ['A'], maxAttempts: 8 }] }) } },
    next: END,
  });

  test('an EXPRESS child that would outlive its five minutes, where a STANDARD one may', () => {
    expect(of(workflow({ One: map }))).toEqual([]);
    expect(of(workflow({ One: { ...map, executionType: 'EXPRESS' } }))).toEqual([
      ['time-express-child', 'workflows.w.definition.states["One"].each'],
    ]);
  });
});
