import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordedCall } from '../../../policies/proofs/granted-is-used/result';

/** A judged call: the shape that proof 1 reads, with what became of it. */
export interface TracedCall extends RecordedCall {
  readonly verdict: 'allowed' | 'denied' | 'unreachable' | 'not judged';
  /** The service that asked on the function's behalf. @default the function's own code */
  readonly via?: string;
}

/** Lines are written together after this. */
const PAUSE_MS = 250;
/** Different lines that are remembered as written; after so many they are written once more. */
const REMEMBERED = 20_000;

/**
 * Writes judged calls down as JSON lines, each different one once: what functions do, not how often. It is the lower bound of
 * the proof that what is granted is used.
 */
export class CallTrace {
  private readonly written = new Set<string>();
  private pending: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** Begins a new file. @throws Error when it cannot be written */
  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  }

  add(call: TracedCall): void {
    const line = JSON.stringify(call);
    if (this.written.has(line)) return;
    if (this.written.size >= REMEMBERED) this.written.clear();
    this.written.add(line);
    this.pending.push(line);
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS).unref();
  }

  /** Writes what is pending. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.pending.splice(0);
    if (lines.length > 0) appendFileSync(this.path, `${lines.join('\n')}\n`);
  }
}
