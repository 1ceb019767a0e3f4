import { type AcquireOptions, ConnectionWaitError, endOfWait } from './engine';

interface Waiting {
  grant(): void;
}

/**
 * One holder at a time, in the order of asking. Whoever waits longer than it may is refused and leaves the queue, so a
 * holder that waits for somebody behind it (a function that holds a transaction open and runs a statement outside it)
 * blocks for that long and never for ever.
 */
export class FairLock {
  private held = false;
  private readonly queue: Waiting[] = [];

  /** How many wait now. */
  get waiting(): number {
    return this.queue.length;
  }

  /** @throws ConnectionWaitError when the lock was not granted in time, or nobody waits for it any more */
  acquire({ clock, waitMilliseconds, gone }: AcquireOptions): Promise<() => void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve(this.releaser());
    }
    return new Promise((resolve, reject) => {
      const stopWaiting = (why: string): void => {
        done();
        this.queue.splice(this.queue.indexOf(waiting), 1);
        reject(new ConnectionWaitError(why));
      };
      const waiting: Waiting = {
        grant: () => {
          done();
          resolve(this.releaser());
        },
      };
      const done = endOfWait({ clock, waitMilliseconds, gone }, stopWaiting);
      this.queue.push(waiting);
    });
  }

  private releaser(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = this.queue.shift();
      if (next) next.grant();
      else this.held = false;
    };
  }
}
