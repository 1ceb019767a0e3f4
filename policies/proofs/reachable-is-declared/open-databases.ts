import type { FunctionReach, ReachPath } from '../../model/reach/function-reach';
import { patternsMeet } from '../../model/reach/patterns';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';
import { REACHABLE_NOT_GRANTED } from './criteria';
import { functionsText, type ReachFinding, stepLines } from './finding';

/** Databases whose port is open to functions that show no sign of using it. One finding for each database and rule. */
export function openDatabases(model: Reach, context: RuleContext): readonly ReachFinding[] {
  const found = new Map<string, { path: ReachPath; functions: FunctionReach[] }>();
  for (const one of model.functions) {
    for (const path of one.paths) {
      if (path.destination.kind !== 'database' || path.way.passage !== 'open' || isUsed(one, path, context))
        continue;
      const key = `${path.destination.id} ${ruleOf(path)?.resource.key ?? one.placement.key}`;
      const known = found.get(key) ?? { path, functions: [] };
      found.set(key, known);
      known.functions.push(one);
    }
  }
  return [...found.values()].map(({ path, functions }): ReachFinding => {
    const rule = ruleOf(path);
    return {
      criterion: REACHABLE_NOT_GRANTED,
      subject: rule?.resource ??
        path.destination.resource ??
        functions[0]?.lambda ?? { address: path.destination.name, file: '' },
      outcome: fail(
        plainText(
          `it opens the port of ${path.destination.name} to ${functionsText(functions)}, which neither may connect to it (rds-db:connect) nor are given its address or its secret`,
        ),
        rule?.path ?? '',
      ),
      counterExample: stepLines(path.steps),
    };
  });
}

function ruleOf({ way }: ReachPath) {
  return [...way.steps].reverse().find(({ kind, at }) => kind === 'security group' && at)?.at;
}

/** Whether anything says that the function signs in there: a permission, the address, a secret that is not for the Data API. */
function isUsed(
  { declared, permissions, gap }: FunctionReach,
  { permission, destination }: ReachPath,
  { graph }: RuleContext,
): boolean {
  if (permission === 'granted' || gap !== undefined || declared.unknown) return true;
  // A proxy's address stands for the database behind it, and a database's for the proxy before it.
  if (declared.databases.size > 0) return true;
  const all = permissions?.permissions ?? [];
  const readsSecret = all.some(({ action }) => SECRETS.some((one) => patternsMeet(action, one)));
  const arn = destination.resource ? graph.arn(destination.resource) : '';
  const usesDataApi = all.some(
    ({ action, resource }) => action.toLowerCase().startsWith('rds-data:') && patternsMeet(resource, arn),
  );
  return readsSecret && !usesDataApi;
}

/** Where passwords lie. */
const SECRETS = ['secretsmanager:GetSecretValue', 'ssm:GetParameter'];
