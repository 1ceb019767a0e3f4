import type { Resource } from '../../graph/resource';
import type { ProofViolation, Proven, Prover } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { unknown } from '../../rules/outcome';
import type { Criterion } from '../../rules/rule';
import { CRITERIA, GRANTED_NOT_USED } from './criteria';
import { shownPlace } from './grants';
import { proveGrantedIsUsed } from './prove-granted-is-used';
import type { CodeAtHand, CounterExample, GrantedIsUsed, RecordedCall } from './result';

/**
 * The proof as a review runs it: one prover for each thing that can be wrong, all from one comparison.
 *
 * Only for a system whose code is at hand. Of other configurations the proof is not made, and a review that passes no
 * provers says nothing of it.
 *
 * @param onCompared told of the comparison itself, which says more than the findings. @default nobody
 */
export function grantedIsUsedProvers(
  codeOf: (lambda: Resource) => CodeAtHand,
  recorded: readonly RecordedCall[] = [],
  onCompared: (result: GrantedIsUsed) => void = () => undefined,
): readonly Prover[] {
  const results = new WeakMap<RuleContext, Promise<GrantedIsUsed>>();
  const resultOf = (context: RuleContext): Promise<GrantedIsUsed> => {
    const known = results.get(context) ?? proveGrantedIsUsed(context, codeOf, recorded);
    results.set(context, known);
    return known;
  };
  return CRITERIA.map((criterion) => ({
    criterion,
    prove: async (context) => {
      const result = await resultOf(context);
      onCompared(result);
      return proven(criterion, result);
    },
  }));
}

function proven(criterion: Criterion, result: GrantedIsUsed): Proven {
  const violations = result.findings
    .filter((finding) => finding.criterion === criterion)
    .map(
      ({ resource, outcome, counterExample }): ProofViolation => ({
        subject: resource,
        outcome,
        counterExample: linesOf(counterExample),
      }),
    );
  const missing =
    criterion === GRANTED_NOT_USED
      ? result.notMade.map(
          ({ lambda, reason }): ProofViolation => ({
            subject: lambda,
            outcome: unknown('what the function may do was not compared with its code', reason),
          }),
        )
      : [];
  const rows = result.functions.reduce((sum, { rows: { length } }) => sum + length, 0);
  return {
    scope: `${rows} actions of ${result.functions.length} functions`,
    violations: [...violations, ...missing],
  };
}

/** The request that shows it, where it is granted, which lines need it, and what is missing. */
function linesOf({ action, resource, statement, positions, missing }: CounterExample): readonly string[] {
  return [
    `${action} on ${resource}`,
    ...(statement ? [`by ${shownPlace(statement)}`] : []),
    ...positions.map(({ file, line, column }) => `needed at ${file}:${line}:${column}`),
    ...(missing ? [`missing: ${JSON.stringify(missing)}`] : []),
  ];
}
