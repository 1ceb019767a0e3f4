import { Problems } from '../../../modules/core/errors';
import { checkDefinition } from '../../../modules/workflow/definition-checks';
import { longestTime } from '../../../modules/workflow/longest-time';
import { allStates } from '../../../modules/workflow/states/state';
import { checkWorkflowTimes } from '../../../modules/workflow/workflow-time-checks';
import { batchContracts, processBatch } from '../../../stacks/workflows/process-batch';
import { WORK } from '../../modules/workflow/support';
import { aliasArn, functionsOf, namesTriggeredBy, statesByName, validatorMessages } from './support';

const functions = functionsOf([...batchContracts]);
const workflow = processBatch(functions, { batches: WORK.bucket });
const states = statesByName(workflow);

describe('process-batch', () => {
  test('is valid: by asl-validator, by our checks, and in its times', () => {
    const problems = new Problems();
    checkDefinition(problems, workflow);
    checkWorkflowTimes(problems, workflow);
    expect(problems.all).toEqual([]);
    expect(validatorMessages(workflow)).toEqual([]);
  });

  test('calls exactly the functions whose contracts name it', () => {
    const calledArns = allStates(workflow).flatMap((state) =>
      state.type === 'Task' ? [state.function.aliasArn] : [],
    );
    expect(calledArns.sort()).toEqual(namesTriggeredBy('batch').map(aliasArn));
  });

  test('splits what S3 tells of, in the words of its event', () => {
    expect(states['Split batch']).toMatchObject({
      Parameters: {
        FunctionName: aliasArn('split-batch'),
        Payload: { 'bucketName.$': '$.bucket.name', 'key.$': '$.object.key' },
      },
      OutputPath: '$.Payload',
      TimeoutSeconds: 130,
      Next: 'Look for items',
    });
  });

  test('accepts in parts of 25, ten at once, each part in an execution of its own', () => {
    expect(states['Accept items']).toMatchObject({
      Type: 'Map',
      Label: 'AcceptItems',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Parameters: { Bucket: 'dev-batches', 'Key.$': '$.itemsKey' },
      },
      ItemBatcher: { MaxItemsPerBatch: 25, BatchInput: { 'batchId.$': '$.batchId' } },
      MaxConcurrency: 10,
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      ResultWriter: {
        Parameters: { Bucket: 'dev-batches', 'Prefix.$': "States.Format('work/{}/results', $.batchId)" },
      },
      ResultPath: '$.map',
      Next: 'Merge results',
    });
    expect(states['Accept part']).toMatchObject({
      Parameters: { FunctionName: aliasArn('accept-batch-items'), 'Payload.$': '$' },
      OutputPath: '$.Payload',
      End: true,
    });
  });

  test('tolerates no part that failed', () => {
    expect(Object.keys(states['Accept items'] ?? {}).filter((name) => name.startsWith('Tolerated'))).toEqual(
      [],
    );
    expect(Object.values(states).filter((state) => 'Catch' in state)).toEqual([]);
  });

  test('passes the map over where there is nothing to accept, and merges either way', () => {
    expect(states['Look for items']).toEqual({
      Type: 'Choice',
      Choices: [{ Variable: '$.accepted', NumericGreaterThan: 0, Next: 'Accept items' }],
      Default: 'No items',
    });
    expect(states['No items']).toEqual({
      Type: 'Pass',
      Result: { ResultWriterDetails: null },
      ResultPath: '$.map',
      Next: 'Merge results',
    });
    expect(states['Merge results']).toMatchObject({
      Parameters: {
        FunctionName: aliasArn('merge-batch'),
        Payload: {
          'batchId.$': '$.batchId',
          'bucketName.$': '$.bucketName',
          'results.$': '$.map.ResultWriterDetails',
        },
      },
      End: true,
    });
  });

  test.each(['Split batch', 'Accept part', 'Merge results'])('%s retries what is transient', (name) => {
    expect(states[name]?.['Retry']).toMatchObject([
      { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, MaxAttempts: 8, JitterStrategy: 'FULL' },
    ]);
    expect(JSON.stringify(states[name]?.['Retry'])).toContain('UnavailableError');
  });

  test('custom: other sizes', () => {
    const custom = processBatch(functions, {
      batches: WORK.bucket,
      workPrefix: 'w/',
      itemsPerPart: 50,
      partsAtOnce: 2,
      itemsAtMost: 500,
    });
    expect(statesByName(custom)['Accept items']).toMatchObject({
      ItemBatcher: { MaxItemsPerBatch: 50 },
      MaxConcurrency: 2,
      ResultWriter: { Parameters: { 'Prefix.$': "States.Format('w/{}/results', $.batchId)" } },
    });
    expect(longestTime(custom).seconds).toBeLessThan(longestTime(workflow).seconds);
  });
});
