import type { Run } from './run';

/**
 * Runs work side by side, at most `limit` at once, each piece in a run of its own. The first failure stops the others and
 * is thrown once all have ended.
 */
export async function together<T, R>(
  run: Run,
  items: readonly T[],
  limit: number,
  work: (item: T, index: number, run: Run) => Promise<R>,
): Promise<R[]> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (run.signal.aborted) stop();
  run.signal.addEventListener('abort', stop, { once: true });
  const results = new Array<R>(items.length);
  const queue = items.entries();
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (controller.signal.aborted) return;
      try {
        results[index] = await work(item, index, lineOf(run, controller.signal));
      } catch (error) {
        failure ??= { error };
        stop();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  run.signal.removeEventListener('abort', stop);
  if (failure) throw failure.error;
  return results;
}

function lineOf(run: Run, signal: AbortSignal): Run {
  const { reached: _main, ...rest } = run;
  return { ...rest, signal, trace: run.trace.fork() };
}
