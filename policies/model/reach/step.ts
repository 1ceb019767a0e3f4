import type { Resource } from '../../graph/resource';
import type { Unknown } from '../../graph/value';
import type { StepView } from '../view/system-view';

/** Whether packets, or requests, get through: `unknown` is never taken for `open`. */
export type Passage = 'open' | 'blocked' | 'unknown';

/** One thing on the way of a request that can stop it. */
export interface Step {
  readonly kind: StepView['kind'];
  readonly passage: Passage;
  /** One sentence without a full stop: what lets through, what does not, or what is not known and why. */
  readonly says: string;
  /** Where it is written; nothing where AWS made it. */
  readonly at?: { readonly resource: Resource; readonly path?: string };
  /** For a step that blocks: the smallest change that would open it, as an order with addresses. */
  readonly change?: string;
}

/** What several steps come to. */
export interface Way {
  readonly passage: Passage;
  /** In the order in which the request meets them; nothing after the one that blocks is left out. */
  readonly steps: readonly Step[];
}

type At = Resource | { readonly resource: Resource; readonly path?: string } | undefined;

export function open(kind: Step['kind'], says: string, at?: At): Step {
  return { kind, passage: 'open', says, ...placed(at) };
}

/** @param change the smallest change that opens it */
export function blocked(kind: Step['kind'], says: string, change: string, at?: At): Step {
  return { kind, passage: 'blocked', says, change, ...placed(at) };
}

/** @param why the unknown value, or a phrase that can stand after a colon */
export function uncertain(kind: Step['kind'], what: string, why: Unknown | string, at?: At): Step {
  const reason = typeof why === 'string' ? why : why.reason;
  return { kind, passage: 'unknown', says: `${what}: ${reason}`, ...placed(at) };
}

function placed(at: At): Pick<Step, 'at'> {
  if (at === undefined) return {};
  return { at: 'key' in at ? { resource: at } : at };
}

/** A way is as good as its worst step. */
export function way(steps: readonly Step[]): Way {
  return { steps, passage: worst(steps) };
}

export function worst(parts: readonly { readonly passage: Passage }[]): Passage {
  if (parts.some(({ passage }) => passage === 'blocked')) return 'blocked';
  return parts.some(({ passage }) => passage === 'unknown') ? 'unknown' : 'open';
}

/** The first step that blocks; without one, the first that is not known. */
export function obstacle({ steps }: Way): Step | undefined {
  return (
    steps.find(({ passage }) => passage === 'blocked') ?? steps.find(({ passage }) => passage === 'unknown')
  );
}
