import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isUnknown } from '../../iam/truth';
import { executionRoles } from '../../model/identity/execution-roles';
import { allPolicies, type Identity } from '../../model/identity/principal';
import type { RuleContext } from '../../rules/context';
import { ActionCatalogue } from '../../sdk/action-catalogue';
import { possibleActions } from './code-needs';
import { FunctionComparer } from './compare-function';
import type {
  CodeAtHand,
  FunctionCode,
  FunctionComparison,
  GrantedIsUsed,
  ProofFinding,
  RecordedCall,
} from './result';

/**
 * Proves for every function of the graph that it may do what its code and its configuration need, and nothing else:
 * statement by statement, action by action, resource by resource. A function whose code is not at hand is not compared.
 *
 * @param codeOf the analysed code of a function; synchronous, since whoever calls has analysed all of it at once
 * @param recorded calls that were seen when the system ran. @default none: the code is not bounded from below
 */
export async function proveGrantedIsUsed(
  context: RuleContext,
  codeOf: (lambda: Resource) => CodeAtHand,
  recorded: readonly RecordedCall[] = [],
): Promise<GrantedIsUsed> {
  const roles = context.derive(executionRoles);
  const byFunction = groupBy(recorded, (call) => call.function);
  const made: { lambda: Resource; role: Identity; code: FunctionCode }[] = [];
  const notMade: { lambda: Resource; reason: string }[] = [];
  for (const lambda of context.graph.byType('aws_lambda_function')) {
    const code = codeOf(lambda);
    const role = roles.of(lambda)[0]?.role;
    if ('absent' in code) notMade.push({ lambda, reason: code.absent });
    else if (!role) notMade.push({ lambda, reason: 'its role is not in the configuration' });
    else made.push({ lambda, role, code });
  }
  const catalogue = await catalogueOf(made);
  const functions: FunctionComparison[] = [];
  const findings: ProofFinding[] = [];
  for (const { lambda, role, code } of made) {
    const calls = byFunction.get(context.graph.attribute(lambda, 'function_name')) ?? [];
    const compared = new FunctionComparer(context, catalogue, lambda, role).compare(code, calls);
    functions.push({ lambda, rows: compared.rows });
    findings.push(...compared.findings);
  }
  return { status: statusOf(functions, notMade, findings), findings, functions, notMade };
}

function statusOf(
  functions: readonly FunctionComparison[],
  notMade: GrantedIsUsed['notMade'],
  findings: readonly ProofFinding[],
): GrantedIsUsed['status'] {
  if (functions.length === 0) return 'not made';
  if (findings.some(({ outcome }) => outcome.status === 'fail')) return 'fails';
  return findings.length > 0 || notMade.length > 0 ? 'open' : 'holds';
}

/** What the reference says of every action that a call or a statement names. */
function catalogueOf(made: readonly { role: Identity; code: FunctionCode }[]): Promise<ActionCatalogue> {
  const patterns = new Set<string>();
  for (const { role, code } of made) {
    for (const call of code.calls.calls) {
      for (const action of possibleActions(call)) patterns.add(action);
    }
    for (const { policy } of allPolicies(role)) {
      for (const { source } of policy.statements) {
        const listed = source.action.patterns;
        for (const pattern of isUnknown(listed) ? [] : listed) if (!isUnknown(pattern)) patterns.add(pattern);
      }
    }
  }
  return ActionCatalogue.of(patterns);
}
