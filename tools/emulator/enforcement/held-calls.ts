import type { ServerResponse } from 'node:http';

/** Each holds a connection and nothing else. */
const MOST = 1_000;
/** Lambda's longest run: whoever waits longer is not a function. */
const LONGEST_MS = 900_000;

/**
 * Calls that get no answer, as packets that are dropped get none. The connection stays until the caller gives up, until it is
 * the oldest of too many, or until the emulator stops.
 */
export class HeldCalls {
  private readonly all = new Map<ServerResponse, NodeJS.Timeout>();

  constructor(
    private readonly most = MOST,
    private readonly longestMs = LONGEST_MS,
  ) {}

  get size(): number {
    return this.all.size;
  }

  /** Resolves when the connection is gone. */
  hold(response: ServerResponse): Promise<void> {
    if (response.destroyed) return Promise.resolve();
    const [oldest] = this.all.keys();
    if (oldest && this.all.size >= this.most) this.cut(oldest);
    return new Promise((resolve) => {
      this.all.set(response, setTimeout(() => this.cut(response), this.longestMs).unref());
      response.once('close', () => {
        this.cut(response);
        resolve();
      });
    });
  }

  /** Cuts all of them. */
  close(): void {
    for (const response of [...this.all.keys()]) this.cut(response);
  }

  private cut(response: ServerResponse): void {
    clearTimeout(this.all.get(response));
    this.all.delete(response);
    response.destroy();
  }
}
