import type { Resource } from '../../graph/resource';
import { globOf, matchesGlob } from '../../iam/glob';
import { fail, unknown } from '../../rules/outcome';
import { operationKey } from '../../sdk/bundled-operations';
import { CODE_OUTSIDE_BUNDLE, TRACE_OUTSIDE_CODE } from './criteria';
import type { Need } from './need';
import type { FunctionCode, ProofFinding, RecordedCall } from './result';

/** What the bundle says of the code: all that the code calls is in it, and nothing else. */
export function bundleFindings(lambda: Resource, { calls, bundle }: FunctionCode): readonly ProofFinding[] {
  if (!bundle) return [];
  const inCode = new Set<string>();
  const found: ProofFinding[] = [];
  for (const call of calls.calls) {
    const key = operationKey(call.package, call.operation);
    if (inCode.has(key)) continue;
    inCode.add(key);
    // What is signed by hand needs no module of the SDK.
    if (call.form === 'signature' || call.form === 'helper') continue;
    if (bundle.operations.has(key) || bundle.whole.has(call.package)) continue;
    const { file, line } = call.position;
    const message = `${file}:${line} calls ${call.operation} of ${call.package}, which is not in the bundle`;
    found.push(finding(CODE_OUTSIDE_BUNDLE, lambda, fail(message), key, call.position));
  }
  for (const key of bundle.operations) {
    if (inCode.has(key) || bundle.broughtAlong.has(key)) continue;
    const why = 'a package may make the call, or the code of the operation is never used';
    found.push(
      finding(
        CODE_OUTSIDE_BUNDLE,
        lambda,
        unknown(`the bundle holds ${key}, and no code of the function calls it`, why),
        key,
      ),
    );
  }
  return found;
}

/** What was recorded and is nothing that code or configuration need. */
export function traceFindings(
  lambda: Resource,
  recorded: readonly RecordedCall[],
  needs: readonly Need[],
): readonly ProofFinding[] {
  const missing = recorded.filter(
    (call) =>
      !needs.some(({ action, target }) => {
        if (action.toLowerCase() !== call.action.toLowerCase()) return false;
        if (target.kind !== 'arn' || target.arn.includes('tf~')) return true;
        // A bucket's or table's ARN stands for what is in it.
        return matchesGlob(globOf(target.arn), call.resource) || call.resource === '*';
      }),
  );
  const unique = new Map(missing.map((call) => [`${call.action} ${call.resource}`, call]));
  return [...unique.values()].map((call) => {
    const message = `${call.operation} (${call.action} on ${call.resource}) was recorded, and the code does not show it`;
    return {
      ...finding(TRACE_OUTSIDE_CODE, lambda, fail(message), call.action),
      counterExample: { action: call.action, resource: call.resource, positions: [] },
    };
  });
}

function finding(
  criterion: ProofFinding['criterion'],
  lambda: Resource,
  outcome: ProofFinding['outcome'],
  action: string,
  position?: { readonly file: string; readonly line: number; readonly column: number },
): ProofFinding {
  const positions = position ? [position] : [];
  return {
    criterion,
    resource: lambda,
    lambda,
    outcome,
    counterExample: { action, resource: '*', positions },
  };
}
