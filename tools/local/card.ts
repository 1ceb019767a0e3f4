import type { Lane } from './lanes';

/** What the page knows of a deposit. */
export interface Card {
  readonly id: string;
  readonly receivedMs: number;
  lane: Lane;
  /** Since when it is in its lane. */
  sinceMs: number;
  /** As people write it: `1,250.00 USD`. */
  amount?: string;
  channel?: string;
  /** Why a person has to look at it, or why it was rejected. */
  reasons: readonly string[];
  /** The partner has accepted the notification. */
  isTold: boolean;
  /** How often states of its clearing were tried again. */
  retries: number;
  /** How the clearing failed, technically; it can be redriven. */
  failure: string | undefined;
  executionArn?: string;
  readonly steps: { readonly timeMs: number; readonly text: string }[];
}

export function newCard(id: string, timeMs: number): Card {
  return {
    id,
    receivedMs: timeMs,
    lane: 'received',
    sinceMs: timeMs,
    reasons: [],
    isTold: false,
    retries: 0,
    failure: undefined,
    steps: [],
  };
}

/** The card without what is only shown when somebody looks at the deposit. */
export function summaryOf({ steps: _steps, executionArn: _arn, ...summary }: Card) {
  return summary;
}
