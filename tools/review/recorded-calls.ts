import { existsSync, readFileSync } from 'node:fs';
import type { RecordedCall } from '../../policies/proofs/granted-is-used/result';
import { tracePath } from '../deploy/trace-path';

/** The calls that functions were seen to make when the system ran from this directory; none where it did not run. */
export function recordedCalls(out: string): readonly RecordedCall[] {
  const file = tracePath({ out });
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall);
}
