import { type Catcher, renderCatch } from './catch';
import {
  type AslObject,
  given,
  type InputAndOutput,
  type Next,
  type Path,
  type ResultPlacement,
  renderInput,
  renderOutput,
  type Template,
  transition,
} from './flow';
import { type Retrier, renderRetry } from './retry';
import type { Steps } from './state';

/** What both kinds of map have. */
export interface MapProps extends InputAndOutput, ResultPlacement {
  /** What is done with each item, or with each batch of items. */
  readonly each: Steps;
  /** What each run of the steps receives. `$$.Map.Item.Value` is the item. @default the item */
  readonly itemSelector?: Template;
  /** Runs at once, at most. @default as many as Step Functions allows: 40 inline, 10,000 distributed */
  readonly maxConcurrency?: number;
  /** Items at most: what the longest time of the workflow is calculated with. @default unknown: it has no longest time */
  readonly itemsAtMost?: number;
  /** @default none */
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
  readonly next: Next;
}

/** Takes each item of a list in the input through the same steps, within the execution. For some dozens of items. */
export interface InlineMap extends MapProps {
  readonly type: 'Map';
  /** The list. @default '$' */
  readonly itemsPath?: Path;
}

/** A map within the execution. */
export function inlineMap(state: Omit<InlineMap, 'type'>): InlineMap {
  return { type: 'Map', ...state };
}

export function renderMap(state: InlineMap, renderSteps: (steps: Steps) => AslObject): AslObject {
  return {
    Type: 'Map',
    ...renderInput(state),
    ...given({ ItemsPath: state.itemsPath, ItemSelector: state.itemSelector }),
    ...given({ MaxConcurrency: state.maxConcurrency }),
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...renderSteps(state.each) },
    ...renderMapEnd(state),
  };
}

/** What follows the item's steps in both kinds of map. */
export function renderMapEnd(state: MapProps): AslObject {
  return {
    ...renderOutput(state),
    ...renderRetry(state.retry),
    ...renderCatch(state.catch),
    ...transition(state.next),
  };
}
