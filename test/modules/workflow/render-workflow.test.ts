import { renderWorkflow } from '../../../modules/workflow/render-workflow';
import { choice, textIs } from '../../../modules/workflow/states/choice';
import { distributedMap } from '../../../modules/workflow/states/distributed-map';
import { fail } from '../../../modules/workflow/states/fail';
import { END } from '../../../modules/workflow/states/flow';
import { inlineMap } from '../../../modules/workflow/states/map';
import { parallel } from '../../../modules/workflow/states/parallel';
import { pass } from '../../../modules/workflow/states/pass';
import type { State } from '../../../modules/workflow/states/state';
import { succeed } from '../../../modules/workflow/states/succeed';
import { wait } from '../../../modules/workflow/states/wait';
import { called, task, WORK, workflow } from './support';

/** The one state as it is rendered. */
function rendered(state: State, partition = 'aws'): unknown {
  return (renderWorkflow(workflow({ One: state }), partition)['States'] as Record<string, unknown>)['One'];
}

const steps = { startAt: 'Inner', states: { Inner: task() } };
const INNER = { StartAt: 'Inner', States: { Inner: rendered(task()) } };

describe('A workflow', () => {
  test('is its comment, its time and its states in their order', () => {
    const document = renderWorkflow(workflow({ B: pass({ next: 'A' }), A: succeed() }), 'aws');
    expect(JSON.stringify(document)).toBe(
      '{"Comment":"For a test","TimeoutSeconds":86400,"StartAt":"B","States":{"B":{"Type":"Pass","Next":"A"},"A":{"Type":"Succeed"}}}',
    );
  });
});

describe('A task', () => {
  test('by default: the alias, a time above the function’s, the answer alone', () => {
    expect(rendered(task())).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: called().aliasArn, Payload: { 'id.$': '$.id' } },
      TimeoutSeconds: 40,
      OutputPath: '$.Payload',
      End: true,
    });
  });

  test('custom: all of the input, a chosen part of the answer beside it, retries and catchers', () => {
    const state = task({
      comment: 'Works',
      inputPath: '$.work',
      payload: '$',
      timeoutSeconds: 50,
      resultSelector: { 'a.$': '$.Payload.a' },
      resultPath: '$.answer',
      retry: [
        { errors: ['A'] },
        {
          errors: ['B'],
          intervalSeconds: 2,
          backoffRate: 1.5,
          maxDelaySeconds: 9,
          maxAttempts: 8,
          jitter: 'FULL',
        },
      ],
      catch: [{ errors: ['States.ALL'], next: 'Two', resultPath: null }],
      next: 'Two',
    });
    expect(rendered(state)).toEqual({
      Type: 'Task',
      Comment: 'Works',
      InputPath: '$.work',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: called().aliasArn, 'Payload.$': '$' },
      TimeoutSeconds: 50,
      ResultSelector: { 'a.$': '$.Payload.a' },
      ResultPath: '$.answer',
      Retry: [
        { ErrorEquals: ['A'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3, JitterStrategy: 'NONE' },
        {
          ErrorEquals: ['B'],
          IntervalSeconds: 2,
          BackoffRate: 1.5,
          MaxDelaySeconds: 9,
          MaxAttempts: 8,
          JitterStrategy: 'FULL',
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Two', ResultPath: null }],
      Next: 'Two',
    });
  });

  test('that waits for its token: the answer is what was sent, whole; in another partition', () => {
    const state = task({ waitForToken: true, timeoutSeconds: 60, payload: { 'token.$': '$$.Task.Token' } });
    expect(rendered(state, 'aws-cn')).toEqual({
      Type: 'Task',
      Resource: 'arn:aws-cn:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: called().aliasArn, Payload: { 'token.$': '$$.Task.Token' } },
      TimeoutSeconds: 60,
      End: true,
    });
  });
});

describe('A choice', () => {
  test('has its rules in order and its default', () => {
    const state = choice({
      rules: [
        { when: textIs('$.a', 'x'), next: 'A' },
        {
          when: {
            and: [
              { or: [{ variable: '$.n', operator: 'NumericGreaterThan', value: 1 }] },
              { not: { variable: '$.b', operator: 'IsPresent', value: true } },
            ],
          },
          next: 'B',
        },
      ],
      otherwise: 'C',
    });
    expect(rendered(state)).toEqual({
      Type: 'Choice',
      Choices: [
        { Variable: '$.a', StringEquals: 'x', Next: 'A' },
        {
          And: [
            { Or: [{ Variable: '$.n', NumericGreaterThan: 1 }] },
            { Not: { Variable: '$.b', IsPresent: true } },
          ],
          Next: 'B',
        },
      ],
      Default: 'C',
    });
  });
});

describe('Fan-out', () => {
  test('a parallel has its branches', () => {
    expect(rendered(parallel({ branches: [steps], resultPath: '$.all', next: END }))).toEqual({
      Type: 'Parallel',
      Branches: [INNER],
      ResultPath: '$.all',
      End: true,
    });
  });

  test('an inline map has its processor', () => {
    const state = inlineMap({
      each: steps,
      itemsPath: '$.items',
      itemSelector: { 'item.$': '$$.Map.Item.Value' },
      maxConcurrency: 2,
      itemsAtMost: 10,
      next: 'Two',
    });
    expect(rendered(state)).toEqual({
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'item.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...INNER },
      Next: 'Two',
    });
  });

  const place = {
    items: { ...WORK, key: '$.key' },
    results: { ...WORK, at: "States.Format('work/{}', $.id)" },
  };

  test('a distributed map reads and writes its parts of the bucket, by default item by item', () => {
    expect(rendered(distributedMap({ label: 'Items', ...place, each: steps, next: END }))).toEqual({
      Type: 'Map',
      Label: 'Items',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Parameters: { Bucket: 'dev-batches', 'Key.$': '$.key' },
      },
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...INNER },
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Parameters: { Bucket: 'dev-batches', 'Prefix.$': "States.Format('work/{}', $.id)" },
      },
      End: true,
    });
  });

  test('a distributed map with everything', () => {
    const state = distributedMap({
      label: 'Items',
      ...place,
      items: { ...place.items, maxItems: 7 },
      batching: { maxItems: 25, input: { 'id.$': '$.id' } },
      itemSelector: { 'item.$': '$$.Map.Item.Value' },
      executionType: 'EXPRESS',
      maxConcurrency: 10,
      toleratedFailurePercentage: 5,
      toleratedFailureCount: 3,
      resultPath: '$.map',
      each: steps,
      next: END,
    });
    expect(rendered(state)).toMatchObject({
      ItemReader: { ReaderConfig: { InputType: 'JSON', MaxItems: 7 } },
      ItemBatcher: { MaxItemsPerBatch: 25, BatchInput: { 'id.$': '$.id' } },
      ItemSelector: { 'item.$': '$$.Map.Item.Value' },
      ItemProcessor: { ProcessorConfig: { ExecutionType: 'EXPRESS' } },
      MaxConcurrency: 10,
      ToleratedFailurePercentage: 5,
      ToleratedFailureCount: 3,
      ResultPath: '$.map',
    });
  });
});

describe('The other states', () => {
  test.each<[string, State, unknown]>([
    [
      'pass',
      pass({ result: { a: [1, null] }, resultPath: '$.a', next: 'Two' }),
      { Type: 'Pass', Result: { a: [1, null] }, ResultPath: '$.a', Next: 'Two' },
    ],
    [
      'pass with parameters',
      pass({ parameters: { 'a.$': '$.b' }, next: END }),
      { Type: 'Pass', Parameters: { 'a.$': '$.b' }, End: true },
    ],
    ['wait', wait({ seconds: 5, next: END }), { Type: 'Wait', Seconds: 5, End: true }],
    [
      'wait until the time in the input',
      wait({ timestampPath: '$.until', secondsAtMost: 60, next: END }),
      { Type: 'Wait', TimestampPath: '$.until', End: true },
    ],
    ['succeed', succeed({ outputPath: '$.a' }), { Type: 'Succeed', OutputPath: '$.a' }],
    ['fail', fail({ error: 'E', cause: 'why' }), { Type: 'Fail', Error: 'E', Cause: 'why' }],
  ])('%s', (_name, state, expected) => {
    expect(rendered(state)).toEqual(expected);
  });
});
