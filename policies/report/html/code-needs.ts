import { addTo } from '../../graph/lists';
import { globOf, globTest } from '../../iam/glob';
import type { PermissionView, SystemView } from '../../model/view/system-view';
import type { ComparisonRow, FunctionComparison } from '../../proofs/granted-is-used/result';

/**
 * The view with the lines of code that need each permission, as the proof "granted is used" found them; or why it is
 * needed, where Lambda needs it and no code. A permission of which the proof says nothing stays as it is.
 */
export function withCodeNeeds(view: SystemView, comparisons: readonly FunctionComparison[]): SystemView {
  const byFunction = new Map(comparisons.map(({ lambda, rows }) => [lambda.key, byStatement(rows)]));
  return {
    ...view,
    functions: view.functions.map((one) => {
      const rows = byFunction.get(one.key);
      if (!rows) return one;
      const permissions = one.permissions.map((permission) => {
        const neededBy = needs(permission, rows);
        return neededBy ? { ...permission, neededBy } : permission;
      });
      return { ...one, permissions };
    }),
  };
}

function needs(
  { action, statement }: PermissionView,
  rows: ReadonlyMap<string, readonly ComparisonRow[]>,
): readonly string[] | undefined {
  // The proof names resources by address alone, the view with the stack before it.
  const address = statement.key.replace(/^[\w-]+:/, '');
  const matches = globTest(globOf(action.toLowerCase()));
  const found = (rows.get(`${address} ${statement.path ?? ''}`) ?? []).filter((row) =>
    matches(row.action.toLowerCase()),
  );
  if (found.length === 0) return undefined;
  const said = found.flatMap(({ positions, reason }) =>
    positions.length > 0
      ? positions.map(({ file, line }) => `${file}:${line}`)
      : reason === undefined
        ? []
        : [reason],
  );
  // Nothing was found, and not for certain: that is no proof that nothing needs it.
  if (said.length === 0 && found.some(({ state }) => state !== 'unused')) return undefined;
  return [...new Set(said)];
}

function byStatement(rows: readonly ComparisonRow[]): ReadonlyMap<string, readonly ComparisonRow[]> {
  const found = new Map<string, ComparisonRow[]>();
  for (const row of rows) {
    for (const { address, path } of row.statements) {
      const key = `${address} ${path}`;
      addTo(found, key, row);
    }
  }
  return found;
}
