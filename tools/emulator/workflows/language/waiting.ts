import { setTimeout as sleep } from 'node:timers/promises';
import { Aborted } from './states-error';

/** The longest that a timer of Node takes: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits; ends with `Aborted` when the signal comes. The timer does not hold the process open. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  for (let left = seconds * 1000; left > 0; left -= LONGEST_TIMER_MS) {
    try {
      await sleep(Math.min(left, LONGEST_TIMER_MS), undefined, { signal, ref: false });
    } catch {
      throw new Aborted();
    }
  }
  throwIfAborted(signal);
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Aborted();
}

/** The promise's result, or `Aborted` as soon as the signal comes. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Aborted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Calls back after the time, unless cancelled. A time beyond what a timer takes never comes. */
export function after(seconds: number, callback: () => void): { cancel(): void } {
  const milliseconds = seconds * 1000;
  if (milliseconds > LONGEST_TIMER_MS) return { cancel: () => undefined };
  const timer = setTimeout(callback, milliseconds).unref();
  return { cancel: () => clearTimeout(timer) };
}
