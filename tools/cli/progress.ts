import type { Ora } from 'ora';
import type { StackProgress } from '../deploy/deploy-system';

/**
 * Progress on standard error: a spinner with the running time on a terminal, one plain line a step elsewhere. Standard
 * output stays free for what a command answers.
 */
export class Progress {
  private readonly started = Date.now();
  private stepStarted = Date.now();
  private timer: NodeJS.Timeout | undefined;
  private title = '';
  private detail = '';

  private constructor(
    private readonly spinner: Ora | undefined,
    private readonly write: (line: string) => void,
  ) {}

  /** @param quiet say nothing at all. @default false */
  static async start(quiet = false): Promise<Progress> {
    const write = (line: string): void => void (quiet || process.stderr.write(`${line}\n`));
    if (quiet || !process.stderr.isTTY || process.env['CI']) return new Progress(undefined, write);
    const { default: ora } = await import('ora');
    return new Progress(ora({ stream: process.stderr, discardStdin: false }), write);
  }

  /** Ends the step before, with its time, and begins the next. */
  step(title: string): void {
    this.endStep('succeed');
    this.title = title;
    this.stepStarted = Date.now();
    if (!this.spinner) return;
    this.spinner.start(title);
    this.timer = setInterval(() => this.render(), 1000);
  }

  /** What the step is at: shown while it lasts, on a terminal only. */
  at(detail: string): void {
    this.detail = detail;
    this.render();
  }

  /** A line that stays. */
  note(line: string): void {
    if (this.spinner?.isSpinning) {
      this.spinner.clear();
      this.write(`  ${line}`);
      this.spinner.render();
    } else {
      this.write(`  ${line}`);
    }
  }

  /** A stack that Terraform has done, as part of a step that applies several. */
  stackDone({ stack, phase, seconds }: StackProgress): void {
    if (phase === 'done') this.note(`${stack.name}: ${stack.blocks} blocks (${seconds.toFixed(1)} s)`);
  }

  /** Ends the last step. */
  done(): void {
    this.endStep('succeed');
  }

  /** Ends the step that was under way as the one that failed. */
  fail(): void {
    this.endStep('fail');
  }

  /** Seconds since the start. */
  get elapsedSeconds(): number {
    return Math.round((Date.now() - this.started) / 1000);
  }

  private render(): void {
    if (!this.spinner) return;
    const seconds = Math.round((Date.now() - this.stepStarted) / 1000);
    const room = Math.max(20, (process.stderr.columns ?? 80) - this.title.length - 16);
    this.spinner.text = `${this.title} (${seconds} s)${this.detail ? ` ${this.detail.slice(0, room)}` : ''}`;
  }

  private endStep(outcome: 'succeed' | 'fail'): void {
    if (this.title === '') return;
    clearInterval(this.timer);
    const seconds = ((Date.now() - this.stepStarted) / 1000).toFixed(1);
    const line = `${this.title} (${seconds} s)`;
    if (this.spinner) this.spinner[outcome](line);
    else this.write(`${outcome === 'succeed' ? 'ok  ' : 'FAIL'} ${line}`);
    this.title = '';
    this.detail = '';
  }
}
