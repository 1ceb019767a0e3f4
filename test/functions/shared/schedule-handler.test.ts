import { createLogger } from '../../../functions/shared/logger';
import { scheduleHandler } from '../../../functions/shared/schedule-handler';
import { lambdaContext } from '../support/api-event';

const run = async (work: Parameters<typeof scheduleHandler<unknown>>[1]) => {
  const lines: string[] = [];
  const logger = createLogger('sweep', {
    variables: {},
    destination: { write: (line) => void lines.push(line) },
  });
  const secret = { detail: 'not to be logged' };
  const answer = scheduleHandler(logger, work)(secret, lambdaContext(7000));
  const result = await answer.catch((error: unknown) => error);
  return { result, log: lines.join('') };
};

describe('scheduleHandler', () => {
  test('GIVEN work that ends THEN its answer, its duration, and nothing of the event', async () => {
    const { result, log } = await run(async ({ deadline, log: invocation }) => {
      invocation.info('at work');
      return deadline.remainingMillis();
    });
    expect(result).toBeGreaterThan(4000);
    expect(result).toBeLessThanOrEqual(5000);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { msg: 'at work', function: 'sweep', requestId: expect.any(String) },
      { msg: 'the scheduled run ended', durationMs: expect.any(Number) },
    ]);
    expect(log).not.toContain('not to be logged');
  });

  test('GIVEN work that fails THEN the error is logged without its data, and thrown', async () => {
    const { result, log } = await run(() => Promise.reject(new Error('no entry for 9876543210')));
    expect(result).toMatchObject({ message: 'no entry for 9876543210' });
    expect(log).toContain('the scheduled run failed');
    expect(log).not.toContain('9876543210');
  });
});
