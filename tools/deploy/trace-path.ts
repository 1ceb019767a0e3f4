import { join } from 'node:path';

/** The calls of functions that were judged, as JSON lines: the lower bound of the proof that what is granted is used. */
export function tracePath({ out }: { readonly out: string }): string {
  return join(out, 'calls.jsonl');
}
