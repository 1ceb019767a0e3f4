import { interfaceBudget } from '../../cost/complexity/interface-budget';
import type { ProofViolation } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';

/**
 * Subnets with fewer addresses than interfaces: of functions (one for each set of groups), endpoints, gateways, firewalls
 * and instances. Five addresses of each subnet are AWS's own (facts.json `q-subnet-resv`).
 */
export function addresses(context: RuleContext): readonly ProofViolation[] {
  return context.derive(interfaceBudget).subnets.flatMap((row): readonly ProofViolation[] => {
    const resource = context.graph.byKey(row.subnet);
    if (!resource || row.free === undefined || row.free >= 0) return [];
    const parts = (['functions', 'endpoints', 'gateways', 'firewalls', 'instances'] as const).flatMap(
      (kind) => (row[kind] > 0 ? [`${row[kind]} of ${kind}`] : []),
    );
    return [
      {
        subject: resource,
        outcome: fail(
          `${row.used} interfaces take its ${row.usable ?? 0} usable addresses, and ${-row.free} more`,
          'cidr_block',
        ),
        counterExample: [
          `${row.cidr} has ${row.usable ?? 0} addresses that are not AWS's own`,
          ...parts.map((part) => `interfaces: ${part}`),
        ],
      },
    ];
  });
}
