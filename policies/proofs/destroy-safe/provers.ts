import type { ProofViolation, Proven, Prover } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import { addresses } from './addresses';
import { DESTROY_ORDER, WITHIN_QUOTA } from './criteria';
import { destroyOrder } from './destroy-order';
import { networkQuotas } from './network-quotas';
import { policyQuotas } from './policy-quotas';
import type { QuotaUse } from './quota';

/** The proof that a system can be destroyed, and fits the quotas of AWS. For any Terraform. */
export const destroySafeProvers: readonly Prover[] = [
  {
    criterion: DESTROY_ORDER,
    prove: (context): Proven => {
      const functions = context.graph.byType('aws_lambda_function').length;
      return { scope: `${functions} functions`, violations: destroyOrder(context) };
    },
  },
  {
    criterion: WITHIN_QUOTA,
    prove: (context): Proven => {
      const uses = quotaUses(context);
      return {
        scope: `${uses.length} uses of quotas, and the addresses of ${context.graph.byType('aws_subnet').length} subnets`,
        violations: [...uses.flatMap(judged), ...addresses(context)],
      };
    },
  },
];

/** Everything that takes something of a quota: for reports too. Use it as `context.derive(quotaUses)`. */
export function quotaUses(context: RuleContext): readonly QuotaUse[] {
  return [...networkQuotas(context), ...policyQuotas(context)];
}

/** Past what AWS gives anybody is a failure; between that and the default, only the account knows. */
function judged({
  what,
  used,
  limit,
  most = limit,
  source,
  at,
  path = '',
  unknown: gap,
}: QuotaUse): readonly ProofViolation[] {
  if (used > most) {
    return [
      { subject: at, outcome: fail(`it takes ${used} ${what}, and AWS gives ${most} (${source})`, path) },
    ];
  }
  if (used > limit) {
    const why = `AWS's default is ${limit}, and the account may have another (${source})`;
    return [{ subject: at, outcome: unknown(`whether ${used} ${what} are allowed`, why, path) }];
  }
  // A gap matters only where little is left: nobody adds half a quota by a rule that is not known.
  return gap !== undefined && used > limit / 2
    ? [{ subject: at, outcome: unknown(`how many ${what} there are beyond ${used} of ${limit}`, gap, path) }]
    : [];
}
