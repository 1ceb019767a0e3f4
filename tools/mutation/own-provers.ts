import { reachableIsDeclaredProvers } from '../../policies/proofs/reachable-is-declared/provers';
import type { Prover } from '../../policies/report/proof';
import { systemProvers } from '../review/system-provers';

/**
 * The proofs that name weaknesses which no rule can see: what the code needs, and where the network leads.
 *
 * @param directory that holds the bundles, in `functions`
 */
export async function ownProvers(directory: string): Promise<readonly Prover[]> {
  const provers = [...(await systemProvers(directory)), ...reachableIsDeclaredProvers()];
  return [...new Map(provers.map((one) => [one.criterion.id, one])).values()];
}
