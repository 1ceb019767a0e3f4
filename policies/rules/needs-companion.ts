import type { Resource } from '../graph/resource';
import type { Companions } from './companions';
import { fail, type Outcome, pass, unknown } from './outcome';

/**
 * One of the companions must be right; the resource itself is accused when none is.
 *
 * @param missing what is wrong when there is none
 * @param check what is wrong with one; without it, every companion is right
 */
export function needsCompanion(
  { sure, possible }: Companions,
  missing: string,
  check: (companion: Resource) => Outcome = pass,
): Outcome {
  const outcomes = sure.map(check);
  const good = outcomes.find(({ status }) => status === 'pass');
  const open = outcomes.find(({ status }) => status === 'unknown');
  if (good ?? open) return good ?? open ?? pass();
  const [candidate] = possible;
  if (candidate) return unknown(missing, `nobody can tell whether ${candidate.address} belongs to it`);
  return outcomes[0] ?? fail(missing);
}
