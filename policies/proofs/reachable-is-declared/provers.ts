import { type Reach, reach } from '../../model/reach/reach';
import type { Proven, Prover } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { CRITERIA } from './criteria';
import type { ReachableOptions } from './declared-destinations';
import type { ReachFinding } from './finding';
import { grantedUnreachable } from './granted-unreachable';
import { idleRules } from './idle-rules';
import { needlessExits } from './needless-exits';
import { openDatabases } from './open-databases';
import { openInternet } from './open-internet';
import { undeclaredHosts } from './undeclared-hosts';
import { undeclaredServices } from './undeclared-services';

/**
 * The proof that what functions reach is what they are declared to reach, as a review runs it: one prover for each thing
 * that can be wrong, all from one model. For any Terraform; who knows more than the configuration says it in the options.
 */
export function reachableIsDeclaredProvers(options: ReachableOptions = {}): readonly Prover[] {
  const results = new WeakMap<RuleContext, readonly ReachFinding[]>();
  const resultOf = (context: RuleContext): readonly ReachFinding[] => {
    const known = results.get(context) ?? findings(context, options);
    results.set(context, known);
    return known;
  };
  return CRITERIA.map((criterion) => ({
    criterion,
    prove: (context): Proven => ({
      scope: scopeOf(context.derive(reach)),
      violations: resultOf(context).filter((one) => one.criterion === criterion),
    }),
  }));
}

function findings(context: RuleContext, options: ReachableOptions): readonly ReachFinding[] {
  const model = context.derive(reach);
  return [
    ...grantedUnreachable(model, options),
    ...openInternet(model, options),
    ...openDatabases(model, context),
    ...idleRules(model, context),
    ...undeclaredHosts(model, context, options),
    ...undeclaredServices(model, options),
    ...needlessExits(model, context, options),
  ];
}

function scopeOf({ functions }: Reach): string {
  const paths = functions.reduce((sum, one) => sum + one.paths.length, 0);
  const inside = functions.filter(({ placement }) => placement.kind !== 'outside').length;
  return `${paths} paths of ${functions.length} functions, ${inside} of them in a VPC`;
}
