import { join } from 'node:path';
import { deliveryProvers } from '../../policies/proofs/delivery/provers';
import { destroySafeProvers } from '../../policies/proofs/destroy-safe/provers';
import { grantedIsUsedProvers } from '../../policies/proofs/granted-is-used/provers';
import type { GrantedIsUsed } from '../../policies/proofs/granted-is-used/result';
import { hardenedProvers } from '../../policies/proofs/hardened/provers';
import { declaredByCode } from '../../policies/proofs/reachable-is-declared/declared-destinations';
import { reachableIsDeclaredProvers } from '../../policies/proofs/reachable-is-declared/provers';
import type { Prover } from '../../policies/report/proof';
import { codeOfSystem } from '../review-code/code-of-system';
import { recordedCalls } from './recorded-calls';

/**
 * The proofs about this system: for most, its code is needed as well, as it was bundled for the configuration.
 *
 * @param out what `synthesizeSystem` wrote to
 * @param onCompared told which lines of the code need which permission. @default nobody
 */
export async function systemProvers(
  out: string,
  onCompared?: (result: GrantedIsUsed) => void,
): Promise<readonly Prover[]> {
  const codeOf = await codeOfSystem(join(out, 'functions'));
  return [
    ...grantedIsUsedProvers(codeOf, recordedCalls(out), onCompared),
    ...reachableIsDeclaredProvers(declaredByCode(codeOf)),
    ...destroySafeProvers,
    ...deliveryProvers,
    ...hardenedProvers,
  ];
}
