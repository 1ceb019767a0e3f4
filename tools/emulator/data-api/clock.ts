/** Time as the emulator sees it: tests put a clock of their own here and let three minutes, or a day, pass at once. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `action` once, `milliseconds` from now; the function returned calls it off. */
  schedule(milliseconds: number, action: () => void): () => void;
}

/** Longest delay that a Node timer takes (2³¹ − 1 ms); a longer one would fire at once. */
const LONGEST_TIMER_MILLISECONDS = 2_147_483_647;

/** The machine's own clock. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (milliseconds, action) => {
    const timer = setTimeout(action, Math.min(Math.max(0, milliseconds), LONGEST_TIMER_MILLISECONDS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
