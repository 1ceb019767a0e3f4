import type { Prover } from '../../policies/report/proof';
import { systemProvers } from '../review/system-provers';

/**
 * The proofs that name weaknesses which no rule can see: what the code needs, where the network leads, what services
 * deliver. The same that a review of this system runs.
 *
 * @param directory that holds the bundles, in `functions`
 */
export function ownProvers(directory: string): Promise<readonly Prover[]> {
  return systemProvers(directory);
}
