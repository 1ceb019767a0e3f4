import { isUnknown } from '../../../graph/value';
import type { ResourcePolicy } from '../../../model/resource-policies/resource-policies';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { notKnown, statementName } from './public';

/** One outcome for each statement that allows all actions of the service; one pass where there is none. */
export function starActions(policy: ResourcePolicy, service: string, what: string): readonly Outcome[] {
  const found = policy.document.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement): readonly Outcome[] => {
      const { actions = [], principals } = statement;
      const all = actions.find(
        (action) => typeof action === 'string' && isAll(action.toLowerCase(), service),
      );
      const who = principals ? '' : ' (its principal is missing)';
      if (all !== undefined)
        return [fail(`${statementName(statement)} allows ${String(all)} on ${what}${who}`, policy.path)];
      const lost = actions.find(isUnknown);
      return lost ? [unknown(`the actions of ${statementName(statement)}`, lost, policy.path)] : [];
    });
  return found.length > 0 ? found : (notKnown(policy, what) ?? [pass()]);
}

/** `*`, `sqs:*`, and what is written longer and means the same: `sqs:**`, `s*`, `*:*`. */
function isAll(action: string, service: string): boolean {
  const [prefix = '', name] = action.split(':');
  if (name === undefined) return /^\*+$/.test(prefix);
  return (prefix === service || /^\*+$/.test(prefix)) && /^\*+$/.test(name);
}
