import { checkDefinition } from '../../../modules/workflow/definition-checks';
import { fanOutAndMerge } from '../../../modules/workflow/fan-out-and-merge';
import { renderWorkflow } from '../../../modules/workflow/render-workflow';
import { END } from '../../../modules/workflow/states/flow';
import { called, found, task, WORK, workflow } from './support';

const merge = { name: 'Merge', task: task({ function: called('merge'), payload: { 'all.$': '$.all' } }) };

describe('Fan-out over branches', () => {
  const retry = [{ errors: ['UnavailableError'] }];
  const states = fanOutAndMerge({
    name: 'Fan out',
    branches: [
      { name: 'Any', task: task({ function: called('any'), retry }) },
      {
        name: 'Some',
        task: task({ function: called('some'), retry }),
        failures: [
          { errors: ['Missing'], name: 'Missing one', result: { missing: 1 } },
          { errors: ['Late'], name: 'Late one', result: { late: true } },
        ],
      },
      { name: 'None', task: task({ function: called('none'), retry }), failures: [] },
    ],
    resultsAt: '$.all',
    merge,
  });
  const rendered = renderWorkflow(workflow(states), 'aws')['States'] as Record<
    string,
    Record<string, unknown>
  >;

  test('is a valid part of a workflow: each branch retries, the merge sees all results', () => {
    expect(found((problems) => checkDefinition(problems, workflow(states)))).toEqual([]);
    expect(Object.keys(rendered)).toEqual(['Fan out', 'Merge']);
    expect(rendered['Fan out']).toMatchObject({ Type: 'Parallel', ResultPath: '$.all', Next: 'Merge' });
    const branches = rendered['Fan out']?.['Branches'] as ReadonlyArray<Record<string, unknown>>;
    expect(branches.map((branch) => branch['StartAt'])).toEqual(['Any', 'Some', 'None']);
    expect(rendered['Merge']).toMatchObject({ Parameters: { Payload: { 'all.$': '$.all' } }, End: true });
  });

  type Branches = ReadonlyArray<{ States: Record<string, unknown> }>;
  const branch = (index: number) => ((rendered['Fan out']?.['Branches'] ?? []) as Branches)[index]?.States;

  test('by default, a branch that fails is a result that names it', () => {
    expect(branch(0)).toEqual({
      Any: expect.objectContaining({
        Retry: [expect.objectContaining({ ErrorEquals: ['UnavailableError'] })],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Any failed' }],
      }),
      'Any failed': {
        Type: 'Pass',
        Parameters: { branch: 'Any', failed: true, 'error.$': '$.Error' },
        End: true,
      },
    });
  });

  test('named errors become the results that are given for them', () => {
    expect(branch(1)).toEqual({
      Some: expect.objectContaining({
        Catch: [
          { ErrorEquals: ['Missing'], Next: 'Missing one', ResultPath: null },
          { ErrorEquals: ['Late'], Next: 'Late one', ResultPath: null },
        ],
      }),
      'Missing one': { Type: 'Pass', Result: { missing: 1 }, End: true },
      'Late one': { Type: 'Pass', Result: { late: true }, End: true },
    });
  });

  test('where no error is to be a result, it fails the workflow', () => {
    expect(Object.keys(branch(2) ?? {})).toEqual(['None']);
    expect(branch(2)?.['None']).not.toHaveProperty('Catch');
  });
});

describe('Fan-out over items', () => {
  test('is a distributed map and the task that merges', () => {
    const states = fanOutAndMerge({
      name: 'Fan out',
      map: {
        label: 'Items',
        items: { ...WORK, key: '$.key' },
        results: { ...WORK, at: '$.at' },
        toleratedFailureCount: 2,
      },
      each: { name: 'Each', task: task({ function: called('each'), payload: '$' }) },
      resultsAt: '$.map',
      merge,
    });
    expect(found((problems) => checkDefinition(problems, workflow(states)))).toEqual([]);
    expect(states['Fan out']).toMatchObject({
      type: 'DistributedMap',
      toleratedFailureCount: 2,
      each: { startAt: 'Each', states: { Each: { function: called('each'), next: END } } },
      resultPath: '$.map',
      next: 'Merge',
    });
    expect(states['Merge']).toBe(merge.task);
  });
});
