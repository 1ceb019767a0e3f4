import { join } from 'node:path';
import { grantedIsUsedProvers } from '../../policies/proofs/granted-is-used/provers';
import type { Prover } from '../../policies/report/proof';
import { codeOfSystem } from '../review-code/code-of-system';

/**
 * The proofs that need more than the configuration: this system's code, as it was bundled for the configuration.
 *
 * @param out what `synthesizeSystem` wrote to
 */
export async function systemProvers(out: string): Promise<readonly Prover[]> {
  return grantedIsUsedProvers(await codeOfSystem(join(out, 'functions')));
}
