import fc from 'fast-check';
import * as v from 'valibot';
import { UnavailableError } from '../../../functions/shared/errors';
import { createLogger } from '../../../functions/shared/logger';
import { InvalidTaskInputError, workflowHandler } from '../../../functions/shared/workflow-handler';
import { lambdaContext } from '../support/api-event';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const schema = v.object({ depositId: v.pipe(v.string(), v.uuid()), count: v.number() });

function task<O>(work: (input: v.InferOutput<typeof schema>) => Promise<O>) {
  const lines: string[] = [];
  const logger = createLogger('a-task', { destination: { write: (line) => void lines.push(line) } });
  const handler = workflowHandler(logger, 'a-task', schema, async ({ input, log, deadline }) => {
    log.info({ remaining: deadline.remainingMillis() > 7000 }, 'at work');
    return work(input);
  });
  const run = (event: unknown) => handler(event, lambdaContext());
  return { run, log: () => lines.join(''), entries: () => lines.map((line) => JSON.parse(line)) };
}

describe('workflowHandler', () => {
  test('GIVEN an input that conforms THEN the work has it, and its output is the answer', async () => {
    const { run, entries } = task(async ({ count }) => ({ doubled: count * 2 }));
    await expect(run({ depositId: ID, count: 2, further: 'member' })).resolves.toEqual({ doubled: 4 });
    expect(entries()).toEqual([
      expect.objectContaining({ msg: 'at work', depositId: ID, remaining: true }),
      expect.objectContaining({ msg: 'the task is done', depositId: ID, durationMs: expect.any(Number) }),
    ]);
  });

  test('GIVEN an input that does not conform THEN it names the members and repeats nothing', async () => {
    const { run, log, entries } = task(async () => 'unreached');
    const error = await run({ depositId: 'secret-4711', count: 'secret-4712' }).catch((thrown) => thrown);
    expect(error).toMatchObject({
      name: 'InvalidTaskInputError',
      message: 'a-task does not take this input: depositId, count',
    });
    expect(error.cause).toBeInstanceOf(InvalidTaskInputError);
    expect(`${log()}${error.stack}`).not.toContain('secret');
    expect(entries()).toEqual([expect.objectContaining({ level: 'error', msg: 'the task failed' })]);
  });

  test.each([
    ['UnavailableError', new UnavailableError('the database', 5), 'the database was not available in time'],
    ['TypeError', new TypeError('no 123456789012\nDetail'), 'no #'],
    ['Error', 'text', 'something that is not an Error was thrown'],
  ])(
    'GIVEN the work throws %s THEN it goes on by its name, without stack and numbers',
    async (name, thrown, message) => {
      const { run, entries } = task(async () => {
        throw thrown;
      });
      const error = await run({ depositId: ID, count: 1 }).catch((caught) => caught);
      expect([error.name, error.message, error.stack]).toEqual([name, message, `${name}: ${message}`]);
      expect(error.cause).toBe(thrown);
      expect(entries().at(-1)).toMatchObject({ level: 'error', depositId: ID, error: { message } });
    },
  );

  test('THEN whatever comes in, only an InvalidTaskInputError comes out, and the log repeats none of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (event) => {
        const { run } = task(async () => 'done');
        await expect(run(event)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
      }),
    );
    const { run, log } = task(async () => 'done');
    await run({ depositId: 'account 123456789012', taskToken: 'token-value' }).catch(() => undefined);
    await run(null).catch(() => undefined);
    expect(log()).not.toMatch(/123456789012|token-value/);
  });
});
