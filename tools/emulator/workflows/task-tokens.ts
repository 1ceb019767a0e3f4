import { createHmac, randomBytes } from 'node:crypto';
import type { Json } from './language/json';
import type { TaskToken } from './language/run';
import { StatesError } from './language/states-error';
import { WorkflowError } from './workflow-error';

interface Waiting {
  readonly resolve: (output: Json) => void;
  readonly reject: (error: StatesError) => void;
  beat: () => void;
}

const ID_BYTES = 24;
const MAC_BYTES = 32;

/**
 * The tokens of tasks that wait. A token carries proof that it was given out here, so that one whose task has ended can
 * be told from an invented one without keeping it.
 */
export class TaskTokens {
  private readonly waiting = new Map<string, Waiting>();
  private readonly key = randomBytes(32);

  /** Tasks that wait now. */
  get size(): number {
    return this.waiting.size;
  }

  open(): TaskToken {
    const id = randomBytes(ID_BYTES);
    const value = Buffer.concat([id, this.mac(id)]).toString('base64');
    let waiting: Waiting | undefined;
    const completed = new Promise<Json>((resolve, reject) => {
      waiting = { resolve, reject, beat: () => undefined };
      this.waiting.set(value, waiting);
    });
    // Whoever waits sees the failure; before anybody does, it must not end the process.
    completed.catch(() => undefined);
    return {
      value,
      completed,
      onHeartbeat: (listener) => {
        if (waiting) waiting.beat = listener;
      },
      close: () => this.waiting.delete(value),
    };
  }

  /** @throws WorkflowError InvalidToken, TaskTimedOut or InvalidOutput */
  succeed(token: string, output: string): void {
    const waiting = this.find(token);
    let value: Json;
    try {
      value = JSON.parse(output) as Json;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new WorkflowError('InvalidOutput', `Invalid Output: '${reason}'`);
    }
    this.waiting.delete(token);
    waiting.resolve(value);
  }

  /** @throws WorkflowError InvalidToken or TaskTimedOut */
  fail(token: string, error: string, cause: string): void {
    const waiting = this.find(token);
    this.waiting.delete(token);
    waiting.reject(new StatesError(error, cause));
  }

  /** @throws WorkflowError InvalidToken or TaskTimedOut */
  heartbeat(token: string): void {
    this.find(token).beat();
  }

  private find(token: string): Waiting {
    const waiting = this.waiting.get(token);
    if (waiting) return waiting;
    const bytes = Buffer.from(token, 'base64');
    const id = bytes.subarray(0, ID_BYTES);
    if (bytes.length !== ID_BYTES + MAC_BYTES || !this.mac(id).equals(bytes.subarray(ID_BYTES))) {
      throw new WorkflowError('InvalidToken', `Invalid Token: 'Invalid token'`);
    }
    throw new WorkflowError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
  }

  private mac(id: Buffer): Buffer {
    return createHmac('sha256', this.key).update(id).digest();
  }
}
