import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer } from '../deploy/deposit-client';

/** What a client met on the way to its answer. */
export interface ClientTrouble {
  /** By status; 0 for a connection that broke. */
  readonly retries: Map<number, number>;
}

/** As long as a client tries: longer than any outage of a run. */
const PATIENCE_MS = 240_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Sends a request until it is answered for good, as a client with an idempotency key does: again after a conflict, after
 * too many requests, after a fault of the server, and when the connection broke.
 *
 * @returns the last answer, whatever it is; undefined when there was none at all
 * @throws SyntaxError for an answer that says it is JSON and is not
 */
export async function untilAnswered(
  send: () => Promise<ApiAnswer>,
  trouble: ClientTrouble,
  signal?: AbortSignal,
): Promise<ApiAnswer | undefined> {
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send().catch((error: unknown) => {
      // An answer that says it is JSON and is not: no further attempt mends that.
      if (error instanceof SyntaxError) throw error;
      return undefined;
    });
    if (answer && !isPassing(answer.status)) return answer;
    const isOver = performance.now() - started > PATIENCE_MS || signal?.aborted === true;
    if (isOver) return answer;
    const status = answer?.status ?? 0;
    trouble.retries.set(status, (trouble.retries.get(status) ?? 0) + 1);
    await sleep(pauseOf(answer, attempt), undefined, { signal }).catch(() => undefined);
  }
}

function isPassing(status: number): boolean {
  return status === 409 || status === 429 || status >= 500;
}

/** What the server asks for, else longer with each attempt. */
function pauseOf(answer: ApiAnswer | undefined, attempt: number): number {
  const retryAfter = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(retryAfter) && retryAfter > 0) return Math.min(retryAfter * 1000, 30_000);
  return Math.min(150 * 2 ** Math.min(attempt, 6), LONGEST_PAUSE_MS);
}

/** Status and problem type: the detail of an unexpected answer may hold anything. */
export function describe(answer: ApiAnswer | undefined): string {
  if (!answer) return 'no answer';
  const { type, depositId } = (answer.body ?? {}) as { type?: string; depositId?: string };
  return [answer.status, type, depositId].filter(Boolean).join(' ');
}
