import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';
import { type RetryOptions, retry } from '../../../functions/shared/retry';

const options = (millis: number): RetryOptions => ({
  deadline: Deadline.after(millis),
  dependency: 'the thing',
  isTransient: (error) => error instanceof Error && error.message === 'transient',
  baseDelayMillis: 1,
  maxDelayMillis: 4,
});

describe('retry', () => {
  test('GIVEN transient errors THEN it tries until it works', async () => {
    const attempt = jest
      .fn<Promise<string>, [AbortSignal]>()
      .mockRejectedValueOnce(new Error('transient'))
      .mockRejectedValueOnce(new Error('transient'))
      .mockResolvedValueOnce('done');
    await expect(retry(attempt, options(1000))).resolves.toBe('done');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  test('GIVEN another error THEN it is thrown at once', async () => {
    const attempt = jest.fn().mockRejectedValue(new Error('final'));
    await expect(retry(attempt, options(1000))).rejects.toThrow('final');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  test('GIVEN an UnavailableError of an inner retry THEN it is not tried again', async () => {
    const inner = new UnavailableError('inner', 7);
    const attempt = jest.fn().mockRejectedValue(inner);
    await expect(retry(attempt, { ...options(1000), isTransient: () => true })).rejects.toBe(inner);
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  test('GIVEN no time is left THEN nothing is tried', async () => {
    const attempt = jest.fn();
    await expect(retry(attempt, options(10))).rejects.toBeInstanceOf(UnavailableError);
    expect(attempt).not.toHaveBeenCalled();
  });

  test('GIVEN the time runs out THEN UnavailableError, in time, with the last error as cause', async () => {
    const startedAt = performance.now();
    const error = await retry(() => Promise.reject(new Error('transient')), {
      ...options(200),
      retryAfterSeconds: 15,
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({
      dependency: 'the thing',
      retryAfterSeconds: 15,
      cause: { message: 'transient' },
    });
    expect(performance.now() - startedAt).toBeLessThan(400);
  });

  test('GIVEN no time at all THEN nothing is tried', async () => {
    const attempt = jest.fn();
    await expect(retry(attempt, options(10))).rejects.toBeInstanceOf(UnavailableError);
    expect(attempt).not.toHaveBeenCalled();
  });

  test('GIVEN an attempt that hangs THEN its signal aborts it after its own time', async () => {
    const hang = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('transient')));
      });
    let attempts = 0;
    const result = retry((signal) => (++attempts < 3 ? hang(signal) : Promise.resolve(attempts)), {
      ...options(2000),
      attemptMillis: 20,
    });
    // Lambda's process lives while an invocation runs; jest's may end while only timers without a reference wait.
    const alive = setTimeout(() => undefined, 2000);
    await expect(result).resolves.toBe(3);
    clearTimeout(alive);
  });

  test('THEN pauses are jittered between nothing and a ceiling that doubles up to the maximum', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(1);
    const startedAt = performance.now();
    let failures = 0;
    const attempt = async () => {
      if (failures++ < 4) throw new Error('transient');
    };
    await retry(attempt, { ...options(2000), baseDelayMillis: 10, maxDelayMillis: 20 });
    random.mockRestore();
    const elapsed = performance.now() - startedAt;
    expect(elapsed).toBeGreaterThanOrEqual(65);
  });
});

describe('Deadline', () => {
  test('keeps a reserve of the remaining time', () => {
    const deadline = Deadline.of({ getRemainingTimeInMillis: () => 5000 });
    expect(deadline.remainingMillis()).toBeGreaterThan(2900);
    expect(deadline.remainingMillis()).toBeLessThanOrEqual(3000);
  });

  test('is never negative', () => {
    expect(Deadline.of({ getRemainingTimeInMillis: () => 100 }).remainingMillis()).toBe(0);
  });

  test('can be extended and shortened, and shortening never lengthens', () => {
    expect(Deadline.after(0).extended(500).remainingMillis()).toBeGreaterThan(400);
    expect(Deadline.after(5000).atMost(100).remainingMillis()).toBeLessThanOrEqual(100);
    expect(Deadline.after(100).atMost(5000).remainingMillis()).toBeLessThanOrEqual(100);
  });
});
