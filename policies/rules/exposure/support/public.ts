import type { PolicyStatement } from '../../../graph/policy-document';
import type { Resource } from '../../../graph/resource';
import { toText } from '../../../graph/value';
import { type Admission, admissions } from '../../../model/resource-policies/admissions';
import type { NarrowingOptions } from '../../../model/resource-policies/narrowing';
import { policiesSetBy, type ResourcePolicy } from '../../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/**
 * One outcome for each policy that the resource sets: whether it lets in everyone. The resource that sets the policy is
 * judged, not the one that it guards: that is where it is mended.
 *
 * @param what is opened, in the message: `the queue`
 */
export function publicOutcomes(
  resource: Resource,
  context: RuleContext,
  what: string,
  options: NarrowingOptions = {},
): readonly Outcome[] {
  return policiesSetBy(context, resource).flatMap((policy) => publicPolicy(context, policy, what, options));
}

export function publicPolicy(
  context: RuleContext,
  policy: ResourcePolicy,
  what: string,
  options: NarrowingOptions = {},
): readonly Outcome[] {
  const found = admissions(context, policy, options).flatMap((one) => judged(one, what));
  if (found.length > 0) return found;
  return notKnown(policy, what) ?? [pass()];
}

/** The outcome where a part of the policy is not known; nothing where all of it is. */
export function notKnown({ document, path }: ResourcePolicy, what: string): readonly Outcome[] | undefined {
  return document.unknown ? [unknown(`the policy of ${what}`, document.unknown, path)] : undefined;
}

function judged({ policy, statement, audience, principal, narrowing }: Admission, what: string): Outcome[] {
  if (narrowing.strength === 'narrow') return [];
  if (audience === 'everyone' && narrowing.strength === 'wide') {
    const who = principal === '*' ? 'everyone' : `everyone (${principal})`;
    return [
      fail(
        `${statementName(statement)} lets ${who} ${actionsOf(statement)} on ${what}: ${narrowing.reason}`,
        policy.path,
      ),
    ];
  }
  if (audience !== 'everyone' && audience !== 'unknown') return [];
  const reason = narrowing.strength === 'unknown' ? narrowing.reason : 'a principal is not known';
  return [unknown(`whom ${statementName(statement)} lets in`, reason, policy.path)];
}

/** `statement "AllowAll"`, or its number from 1. */
export function statementName({ sid, index }: PolicyStatement): string {
  const text = toText(sid);
  return typeof text === 'string' && text !== ''
    ? `statement ${JSON.stringify(text)}`
    : `statement ${index + 1}`;
}

/** The first actions, for a message. */
export function actionsOf({ actions, notActions }: PolicyStatement): string {
  if (notActions) return 'do all but a few actions';
  const texts = (actions ?? []).map((action) =>
    typeof action === 'string' ? action : 'an action not known',
  );
  return `do ${texts.slice(0, 3).join(', ')}${texts.length > 3 ? ` and ${texts.length - 3} more` : ''}`;
}
