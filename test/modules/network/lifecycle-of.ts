import type { Block } from '../../support/synth';

/** A condition that Terraform checks, as it is written. */
export interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

/** The conditions of a block. @throws when there is no block, or it has none */
export function lifecycleOf(
  block: Block | undefined,
  kind: 'precondition' | 'postcondition',
): readonly Condition[] {
  const lifecycle = block?.['lifecycle'] as Partial<Record<string, Condition[]>> | undefined;
  const conditions = lifecycle?.[kind];
  if (!conditions) throw new Error(`no ${kind} in ${JSON.stringify(block)}`);
  return conditions;
}
