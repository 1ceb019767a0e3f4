import type {
  MapState,
  StateMachineDefinition,
} from '../../../../tools/emulator/workflows/language/definition';
import type { Json, JsonObject } from '../../../../tools/emulator/workflows/language/json';
import { parseCsv } from '../../../../tools/emulator/workflows/language/map/csv';
import { StatesError } from '../../../../tools/emulator/workflows/language/states-error';
import { FakeHost } from './fake-host';

const WORK = { StartAt: 'W', States: { W: { Type: 'Task', Resource: 'work', End: true } } } as const;
const DISTRIBUTED = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
  ...WORK,
} as const;

function map(state: Partial<MapState>): StateMachineDefinition {
  return {
    StartAt: 'M',
    States: { M: { Type: 'Map', ItemProcessor: WORK, End: true, ...state } as MapState },
  };
}

function read(InputType: 'JSON' | 'JSONL' | 'CSV', extra: object = {}): Partial<MapState> {
  return {
    ItemProcessor: DISTRIBUTED,
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType, ...extra },
      Parameters: { 'Bucket.$': '$.bucket', Key: 'items' },
    },
  };
}

const echo = { work: (input: Json) => input };

describe('inline Map', () => {
  test('GIVEN items and a selector WHEN mapped THEN each line gets its own input, and outputs keep the order', async () => {
    const output = await new FakeHost(echo).run(
      map({
        ItemsPath: '$.list',
        ItemSelector: { 'id.$': '$.id', 'index.$': '$$.Map.Item.Index', 'value.$': '$$.Map.Item.Value' },
        ResultPath: '$.done',
      }),
      { id: 'b', list: ['x', 'y'] },
    );
    expect(output).toMatchObject({
      done: [
        { id: 'b', index: 0, value: 'x' },
        { id: 'b', index: 1, value: 'y' },
      ],
    });
  });

  test('GIVEN MaxConcurrency WHEN mapped THEN no more run at once', async () => {
    let running = 0;
    let most = 0;
    const host = new FakeHost({
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        return 1;
      },
    });
    await host.run(
      map({ MaxConcurrency: 3 }),
      Array.from({ length: 20 }, (_, index) => index),
    );
    expect(most).toBe(3);
  });

  test('GIVEN one item that fails WHEN mapped THEN the state fails with its error and starts no more items', async () => {
    let calls = 0;
    const host = new FakeHost({
      work: () => {
        calls += 1;
        throw new StatesError('Bad', '');
      },
    });
    await expect(host.run(map({ MaxConcurrency: 1 }), [1, 2, 3])).rejects.toMatchObject({ error: 'Bad' });
    expect(calls).toBe(1);
  });

  test('GIVEN something else than a list WHEN mapped THEN it fails', async () => {
    await expect(new FakeHost(echo).run(map({}), 'text')).rejects.toMatchObject({ error: 'States.Runtime' });
    const { ItemProcessor: _none, ...bare } = map({}).States['M'] as MapState;
    await expect(new FakeHost(echo).run({ StartAt: 'M', States: { M: bare } }, [])).rejects.toMatchObject({
      error: 'States.Runtime',
    });
  });
});

describe('Distributed Map', () => {
  test.each<['JSON' | 'JSONL' | 'CSV', string, object, Json]>([
    ['JSON', '[{"a":1},{"a":2}]', {}, [{ a: 1 }, { a: 2 }]],
    ['JSON', '\uFEFF{"k":"v"}', {}, [{ Key: 'k', Value: 'v' }]],
    ['JSONL', '{"a":1}\n\n{"a":2}\n', {}, [{ a: 1 }, { a: 2 }]],
    ['JSON', '[1,2,3]', { MaxItems: 2 }, [1, 2]],
    ['CSV', 'a,b\r\n1,"x, ""y"""\n', { CSVHeaderLocation: 'FIRST_ROW' }, [{ a: '1', b: 'x, "y"' }]],
    [
      'CSV',
      '1;2\n',
      { CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'SEMICOLON' },
      [{ a: '1', b: '2' }],
    ],
  ])(
    'GIVEN a %s object %j WHEN it is read with %j THEN its items are mapped',
    async (type, text, extra, expected) => {
      const host = new FakeHost(echo);
      host.stored.set('bucket/items', text);
      await expect(host.run(map(read(type, extra)), { bucket: 'bucket' })).resolves.toEqual(expected);
    },
  );

  test.each<[string, Partial<MapState>]>([
    ['a missing object', read('JSON')],
    ['another resource', { ...read('JSON'), ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2' } }],
  ])('GIVEN %s WHEN it is read THEN States.ItemReaderFailed', async (_name, state) => {
    await expect(new FakeHost(echo).run(map(state), { bucket: 'bucket' })).rejects.toMatchObject({
      error: 'States.ItemReaderFailed',
    });
  });

  test.each(['"text"', '[1', ''])(
    'GIVEN an object with %j WHEN it is read THEN States.ItemReaderFailed',
    async (text) => {
      const host = new FakeHost(echo);
      host.stored.set('bucket/items', text);
      await expect(host.run(map(read('JSON')), { bucket: 'bucket' })).rejects.toMatchObject({
        error: 'States.ItemReaderFailed',
      });
    },
  );

  test('GIVEN a batcher and a writer WHEN 60 items are mapped THEN batches of 25, and files as AWS writes them', async () => {
    const host = new FakeHost({ work: (input) => ({ accepted: (input as { Items: Json[] }).Items.length }) });
    host.stored.set('bucket/items', JSON.stringify(Array.from({ length: 60 }, (_, n) => ({ n }))));
    const result = (await host.run(
      map({
        ...read('JSON'),
        Label: 'Accept',
        ItemBatcher: { MaxItemsPerBatch: 25, BatchInput: { 'batchId.$': '$.id' } },
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          Parameters: { 'Bucket.$': '$.bucket', 'Prefix.$': "States.Format('work/{}/results', $.id)" },
        },
        ResultPath: '$.map',
      }),
      { bucket: 'bucket', id: 'b1' },
    )) as { map: { MapRunArn: string; ResultWriterDetails: { Bucket: string; Key: string } } };

    const { MapRunArn, ResultWriterDetails } = result.map;
    expect(MapRunArn).toMatch(
      /^arn:aws:states:eu-central-1:123456789012:mapRun:machine\/Accept:[0-9a-f-]{36}$/,
    );
    const folder = `work/b1/results/${MapRunArn.split(':').at(-1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'bucket', Key: `${folder}/manifest.json` });
    const file = host.stored.get(`bucket/${folder}/SUCCEEDED_0.json`) ?? '';
    expect(JSON.parse(host.stored.get(`bucket/${folder}/manifest.json`) ?? '')).toEqual({
      DestinationBucket: 'bucket',
      MapRunArn,
      ResultFiles: {
        FAILED: [],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: Buffer.byteLength(file) }],
      },
    });
    const children = JSON.parse(file) as JsonObject[];
    expect(children.map(({ Output }) => JSON.parse(String(Output)))).toEqual([
      { accepted: 25 },
      { accepted: 25 },
      { accepted: 10 },
    ]);
    expect(children[0]).toMatchObject({
      Status: 'SUCCEEDED',
      StateMachineArn: 'arn:aws:states:eu-central-1:123456789012:stateMachine:machine/Accept',
      ExecutionArn: expect.stringContaining(':express:machine/Accept:'),
    });
    expect(JSON.parse(String(children[0]?.['Input']))).toMatchObject({ BatchInput: { batchId: 'b1' } });
  });

  const sometimes = {
    work: (input: Json) => {
      if (Number(input) % 4 === 0) throw new StatesError('Bad', 'every fourth');
      return [input];
    },
  };

  test.each<[Partial<MapState>, boolean]>([
    [{}, false],
    [{ ToleratedFailureCount: 1 }, false],
    [{ ToleratedFailureCount: 2 }, true],
    [{ ToleratedFailurePercentage: 25 }, true],
    [{ ToleratedFailurePercentage: 24 }, false],
    [{ ToleratedFailurePercentagePath: '$.tolerated' }, true],
  ])('GIVEN 2 failures of 8 and %j WHEN mapped THEN tolerated: %s', async (state, isTolerated) => {
    const host = new FakeHost(sometimes);
    const definition = map({ ItemProcessor: DISTRIBUTED, ItemsPath: '$.items', MaxConcurrency: 1, ...state });
    const running = host.run(definition, { items: [1, 2, 3, 4, 5, 6, 7, 8], tolerated: 30 });
    if (isTolerated) await expect(running).resolves.toHaveLength(8);
    else await expect(running).rejects.toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
  });

  test('GIVEN a run that fails WHEN it has a writer THEN the failed children are written too', async () => {
    const host = new FakeHost(sometimes);
    const writer = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } };
    const definition = map({ ItemProcessor: DISTRIBUTED, ResultWriter: writer, MaxConcurrency: 1 });
    await expect(host.run(definition, [1, 4])).rejects.toMatchObject({
      error: 'States.ExceedToleratedFailureThreshold',
    });
    const failed = [...host.stored].find(([key]) => key.endsWith('/FAILED_0.json'))?.[1] ?? '';
    expect(JSON.parse(failed)).toMatchObject([
      { Status: 'FAILED', Error: 'Bad', Cause: 'every fourth', Input: '4' },
    ]);
  });

  test('GIVEN FLATTEN and JSONL WHEN results are written THEN plain outputs, a line each', async () => {
    const host = new FakeHost(sometimes);
    const definition = map({
      ItemProcessor: DISTRIBUTED,
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Parameters: { Bucket: 'b', Prefix: 'p/' },
        WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' },
      },
    });
    await host.run(definition, [1, 2]);
    expect([...host.stored].find(([key]) => key.endsWith('/SUCCEEDED_0.jsonl'))?.[1]).toBe('1\n2\n');
  });

  test('GIVEN a bucket that refuses WHEN results are written THEN States.ResultWriterFailed', async () => {
    const host = new FakeHost(echo);
    host.objects.put = () => Promise.reject(new Error('AccessDenied'));
    const writer = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } };
    await expect(
      host.run(map({ ItemProcessor: DISTRIBUTED, ResultWriter: writer }), [1]),
    ).rejects.toMatchObject({
      error: 'States.ResultWriterFailed',
    });
  });

  test('GIVEN a batch size in bytes WHEN batched THEN no batch is larger', async () => {
    const sizes: number[] = [];
    const host = new FakeHost({
      work: (input) => {
        sizes.push(JSON.stringify(input).length);
        return null;
      },
    });
    const items = Array.from({ length: 30 }, () => 'x'.repeat(40));
    await host.run(map({ ItemProcessor: DISTRIBUTED, ItemBatcher: { MaxInputBytesPerBatch: 200 } }), items);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
    expect(sizes.length).toBeGreaterThan(5);
  });
});

test('GIVEN quoted, empty and last lines WHEN CSV is parsed THEN as RFC 4180 says', () => {
  expect(parseCsv('a,"b\nc",""\r\n\r\nx,,z', ',')).toEqual([
    ['a', 'b\nc', ''],
    ['x', '', 'z'],
  ]);
});
