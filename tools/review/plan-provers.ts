import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Graph } from '../../policies/graph/graph';
import { InputError } from '../../policies/graph/input-error';
import { loadDirectory } from '../../policies/graph/load-directory';
import { isSynthesized, loadSynthesized } from '../../policies/graph/load-synthesized';
import { parseJsonObject, readInput } from '../../policies/graph/read-input';
import { planEqualsProvers, type Side } from '../../policies/proofs/plan-equals-configuration/provers';
import type { Prover } from '../../policies/report/proof';

/**
 * The proof that a plan is that of a stack in a synthesized directory, in JSON and in the HCL beside it. Which stack it
 * is, its resources tell.
 *
 * @param planned the plan, loaded
 * @param file where the plan is
 * @param directory what cdktf wrote; with `hcl/<stack>`, where the HCL was written with it
 * @throws InputError
 */
export async function planProvers(
  planned: Graph,
  file: string,
  directory: string,
): Promise<readonly Prover[]> {
  const name = basename(file);
  if (planned.kind !== 'plan')
    throw new InputError(name, 'not a plan, which --synthesized compares', { line: 1 });
  if (!isSynthesized(directory))
    throw new InputError(directory, 'is no synthesized directory: it has no manifest.json beside stacks/');
  const json = loadSynthesized(directory);
  const stack = stackOf(planned, json);
  if (stack === undefined)
    throw new InputError(name, `not a plan of ${directory}: none of its stacks has a resource of it`, {
      line: 1,
    });
  const hcl = join(directory, 'hcl', stack);
  const sides: Side[] = [{ name: `JSON of ${stack}`, graph: json, stack }];
  if (existsSync(hcl)) sides.push({ name: `HCL of ${stack}`, graph: await loadDirectory(hcl) });
  return planEqualsProvers(parseJsonObject(readInput(file, name), name), sides);
}

/** The stack with the most of the plan's resources. */
function stackOf(planned: Graph, synthesized: Graph): string | undefined {
  const counts = new Map<string, number>();
  for (const { address, mode, stack } of synthesized.resources) {
    if (stack === undefined || mode !== 'managed' || !planned.byAddress(address)) continue;
    counts.set(stack, (counts.get(stack) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
