import type { Resource } from '../../policies/graph/resource';
import { neededKey } from '../../policies/model/view/build-view';
import { proveGrantedIsUsed } from '../../policies/proofs/granted-is-used/prove-granted-is-used';
import type { CodeAtHand } from '../../policies/proofs/granted-is-used/result';
import type { RuleContext } from '../../policies/rules/context';

/** The lines of the code that need each permission, for the view; the reason, where no line does but Lambda itself. */
export async function neededLines(
  context: RuleContext,
  codeOf: (lambda: Resource) => CodeAtHand,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { functions } = await proveGrantedIsUsed(context, codeOf);
  const found = new Map<string, Set<string>>();
  for (const { lambda, rows } of functions) {
    for (const { action, statements, positions, reason } of rows) {
      for (const statement of statements) {
        const key = neededKey(lambda.key, action, statement);
        const lines = found.get(key) ?? new Set<string>();
        found.set(key, lines);
        for (const { file, line } of positions) lines.add(`${file}:${line}`);
        if (reason !== undefined && positions.length === 0) lines.add(reason);
      }
    }
  }
  return new Map([...found].flatMap(([key, lines]) => (lines.size > 0 ? [[key, [...lines]] as const] : [])));
}
