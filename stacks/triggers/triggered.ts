import type { FunctionContract, Trigger } from '../../functions/shared/contract';
import type { VpcFunction } from '../../modules/compute/vpc-function';
import type { Functions } from '../deployment/functions';

/** A function together with one of the triggers of its contract. */
export interface Triggered<K extends Trigger['kind']> {
  readonly contract: FunctionContract;
  readonly trigger: Extract<Trigger, { kind: K }>;
  readonly function: VpcFunction;
}

/** Everything that is triggered in one way, in the order of the contracts. */
export function triggeredBy<K extends Trigger['kind']>(
  kind: K,
  contracts: readonly FunctionContract[],
  functions: Functions,
): readonly Triggered<K>[] {
  return contracts.flatMap((contract) =>
    contract.triggers.flatMap((trigger) => {
      const deployed = functions.get(contract.name);
      return deployed && trigger.kind === kind
        ? [{ contract, trigger: trigger as Extract<Trigger, { kind: K }>, function: deployed }]
        : [];
    }),
  );
}
