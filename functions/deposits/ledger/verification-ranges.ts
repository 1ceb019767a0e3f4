/** Entries from the first to the last, both included. */
export interface EntryRange {
  readonly from: number;
  readonly through: number;
}

/**
 * What one run verifies: the newest segment always, and one of the older ones in turn. A chain of up to two segments is
 * verified whole by every run; one of n segments within n − 1 runs.
 *
 * The turn follows from the number of the run alone. Nothing is remembered between the runs that somebody could set so
 * that a part is left out.
 *
 * @param run counts up by one from run to run
 */
export function verificationRanges(
  headSequence: number,
  run: number,
  segmentEntries: number,
): readonly EntryRange[] {
  if (headSequence < 1) return [];
  const olderSegments = Math.ceil(headSequence / segmentEntries) - 1;
  const newest = { from: olderSegments * segmentEntries + 1, through: headSequence };
  if (olderSegments === 0) return [newest];
  const turn = run % olderSegments;
  return [{ from: turn * segmentEntries + 1, through: (turn + 1) * segmentEntries }, newest];
}
