import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { S3BatchFiles } from '../../../functions/adapters/batch-files';
import { readMapResults, readRefusals } from '../../../functions/adapters/batch-results';
import { Deadline } from '../../../functions/shared/deadline';
import { bytesOf, InMemoryFiles } from '../deposits/batch/support';
import { bodyOf } from '../support/s3-body';

const s3 = mockClient(S3Client);
const named = (name: string) => Object.assign(new Error(name), { name });
let random: jest.SpyInstance;
beforeEach(() => {
  s3.reset();
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());
const files = () => new S3BatchFiles('batches', Deadline.after(500));

describe('S3BatchFiles', () => {
  test('reads an object', async () => {
    s3.on(GetObjectCommand, { Bucket: 'batches', Key: 'k' }).resolves({
      Body: bodyOf('text'),
      ContentLength: 4,
    });
    await expect(files().read('k', 4)).resolves.toEqual({ bytes: bytesOf('text') });
  });

  test('GIVEN an object that is too large THEN it is not read, and its connection is let go', async () => {
    const body = bodyOf('texts');
    s3.on(GetObjectCommand).resolves({ Body: body, ContentLength: 5 });
    await expect(files().read('k', 4)).resolves.toEqual({ tooLargeBytes: 5 });
    expect(body.destroyed).toBe(true);
  });

  test.each([[{ Body: bodyOf('x') }], [{ ContentLength: 1 }]])(
    'GIVEN half an answer THEN an error',
    async (answer) => {
      s3.on(GetObjectCommand).resolves(answer);
      await expect(files().read('k', 4)).rejects.toThrow(/without a body or its length/);
    },
  );

  test('GIVEN a slow-down THEN again; GIVEN no such object THEN that', async () => {
    s3.on(GetObjectCommand).rejectsOnce(named('SlowDown')).rejects(named('NoSuchKey'));
    await expect(files().read('k', 4)).rejects.toThrow('NoSuchKey');
    expect(s3.calls()).toHaveLength(2);
  });

  test('writes a value as JSON', async () => {
    s3.on(PutObjectCommand).resolves({});
    await files().write('k', { a: [1] });
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'batches',
      Key: 'k',
      Body: '{"a":[1]}',
      ContentType: 'application/json',
    });
  });
});

describe('readMapResults', () => {
  /** As Step Functions writes them; executions have more members than these. */
  function results(manifest: unknown, parts: Readonly<Record<string, unknown>> = {}) {
    const memory = new InMemoryFiles();
    memory.put('manifest.json', JSON.stringify(manifest));
    for (const [key, part] of Object.entries(parts)) memory.put(key, JSON.stringify(part));
    return readMapResults(memory, 'manifest.json');
  }
  const manifest = (succeeded: string[], failed: string[] = [], pending: string[] = []) => ({
    DestinationBucket: 'batches',
    MapRunArn: 'arn:aws:states:eu-central-1:123456789012:mapRun:process-batch/accept:1',
    ResultFiles: {
      SUCCEEDED: succeeded.map((Key) => ({ Key, Size: 1 })),
      FAILED: failed.map((Key) => ({ Key, Size: 1 })),
      PENDING: pending.map((Key) => ({ Key, Size: 1 })),
    },
  });
  const part = (accepted: number, duplicates: number) => ({
    ExecutionArn: 'arn:aws:states:eu-central-1:123456789012:express:x',
    Input: '{"BatchInput":{},"Items":[]}',
    InputDetails: { Included: true },
    Name: 'x',
    Output: JSON.stringify({ accepted, duplicates, depositIds: [] }),
    OutputDetails: { Included: true },
    StartDate: '2026-03-01T08:00:00.000Z',
    Status: 'SUCCEEDED',
    StopDate: '2026-03-01T08:00:01.000Z',
  });

  test('adds up what the parts answered, over all files', async () => {
    const found = results(manifest(['S0', 'S1']), { S0: [part(25, 0), part(20, 5)], S1: [part(3, 1)] });
    await expect(found).resolves.toEqual({ accepted: 48, duplicates: 6, unfinishedParts: 0 });
  });

  test('counts the parts that failed or did not run', async () => {
    const failed = { ...part(0, 0), Status: 'FAILED', Output: undefined, Error: 'UnavailableError' };
    const found = results(manifest([], ['F0'], ['P0']), { F0: [failed, failed], P0: [failed] });
    await expect(found).resolves.toEqual({ accepted: 0, duplicates: 0, unfinishedParts: 3 });
  });

  test('GIVEN lists that are missing THEN nothing', async () => {
    await expect(results({ ResultFiles: {} })).resolves.toEqual({
      accepted: 0,
      duplicates: 0,
      unfinishedParts: 0,
    });
  });

  test.each([
    ['no result files', {}, {}, /manifest.json is not as this version expects: ResultFiles/],
    ['executions that are none', manifest(['S0']), { S0: {} }, /S0 is not as/],
    ['an output that is not JSON', manifest(['S0']), { S0: [{ Output: '123456789{' }] }, /S0 is not JSON/],
    ['no output', manifest(['S0']), { S0: [{}] }, /S0 is not JSON/],
    [
      'wrong counts',
      manifest(['S0']),
      { S0: [{ Output: '{"accepted":-1}' }] },
      /S0 is not as .*accepted, duplicates/,
    ],
  ])('GIVEN %s THEN an error that names the file and no value', async (_what, content, parts, message) => {
    await expect(results(content, parts)).rejects.toThrow(message);
    await expect(results(content, parts)).rejects.not.toThrow(/123456789/);
  });

  test('GIVEN a file that is too large to merge THEN an error', async () => {
    const read = async () => ({ tooLargeBytes: 70_000_000 });
    await expect(readRefusals({ read }, 'k')).rejects.toThrow(/70000000 bytes/);
  });
});
