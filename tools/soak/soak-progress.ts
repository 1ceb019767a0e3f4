import type { Progress } from '../cli/progress';
import type { SoakState } from './run-soak';

const BAR = 20;
const LINE_EVERY_MS = 15_000;

/** Shows where a run stands: a bar on a terminal, a line now and then elsewhere. */
export class SoakProgress {
  private begun = Date.now();
  private lastLineMs = 0;

  constructor(
    private readonly progress: Pick<Progress, 'step' | 'at' | 'note'>,
    private readonly isTerminal: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  step(title: string): void {
    this.begun = this.now();
    this.lastLineMs = this.now();
    this.progress.step(title);
  }

  state(state: SoakState): void {
    const text = state.text ?? this.describe(state);
    if (this.isTerminal) this.progress.at(text);
    if (this.isTerminal || this.now() - this.lastLineMs < LINE_EVERY_MS) return;
    this.lastLineMs = this.now();
    this.progress.note(text);
  }

  private describe({ share, accepted, finished }: SoakState): string {
    const full = Math.round(share * BAR);
    const seconds = (this.now() - this.begun) / 1000;
    const left = share > 0.02 ? `, about ${Math.ceil((seconds / share) * (1 - share))} s left` : '';
    const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
    return `${bar} ${Math.floor(share * 100)} %, ${accepted} accepted, ${finished} cleared or rejected${left}`;
  }
}
