import type { PageMaterial } from './html/page-material';
import type { Review } from './review';

export const FORMATS = ['text', 'json', 'sarif', 'html'] as const;

export type Format = (typeof FORMATS)[number];

export interface RenderOptions {
  /** Columns that text may take. @default 100 */
  readonly width?: number;
  /** Whether text may be coloured: only on a terminal. @default false */
  readonly color?: boolean;
  /** The absolute URI of docs/rules.md, for what links to a rule. @default no links */
  readonly rulesPage?: string;
  /** Of this program, for what names its producer. @default not named */
  readonly version?: string;
  /** What the page shows besides the review. @default the review alone */
  readonly page?: PageMaterial;
}

/** Prints a review. Ends with a line break. */
export type Renderer = (review: Review, options: RenderOptions) => string;

/** What each format is written by. Loaded when it is asked for: no review needs more than one. */
export const renderers: Readonly<Partial<Record<Format, () => Promise<Renderer>>>> = {
  text: async () => (await import('./text')).renderText,
  json: async () => (await import('./json')).renderJson,
  sarif: async () => (await import('./sarif')).renderSarif,
  html: async () => (await import('./html/page')).renderHtml,
};
