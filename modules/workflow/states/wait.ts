import {
  type AslObject,
  given,
  type InputAndOutput,
  type Next,
  type Path,
  renderInput,
  renderOutput,
  transition,
} from './flow';

/** For how long, or until when: exactly one of them. */
export interface Waiting {
  readonly seconds?: number;
  /** Where the input has the seconds. */
  readonly secondsPath?: Path;
  /** RFC 3339, in UTC: `2026-03-01T12:00:00Z`. */
  readonly timestamp?: string;
  /** Where the input has the timestamp. */
  readonly timestampPath?: Path;
  /** Seconds at most, for waits that the input decides: what the longest time is calculated with. @default unknown */
  readonly secondsAtMost?: number;
}

/** Waits, without cost. */
export interface Wait extends InputAndOutput, Waiting {
  readonly type: 'Wait';
  readonly next: Next;
}

/** A state that waits. */
export function wait(state: Omit<Wait, 'type'>): Wait {
  return { type: 'Wait', ...state };
}

export function renderWait(state: Wait): AslObject {
  return {
    Type: 'Wait',
    ...renderInput(state),
    ...given({
      Seconds: state.seconds,
      SecondsPath: state.secondsPath,
      Timestamp: state.timestamp,
      TimestampPath: state.timestampPath,
    }),
    ...renderOutput(state),
    ...transition(state.next),
  };
}
