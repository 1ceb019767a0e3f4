import { isUnknown } from '../../../policies/iam/truth';
import type { AccessQuery } from './access-query';
import { type Actor, isService, type ServiceActor } from './actor';
import type { Judgement } from './judge';
import type { NetworkPath } from './network-view';
import type { RefusalEvent } from './refusal-event';
import { type Denial, missingStatement, policyName, refusingStatement } from './wording';

/** Tells of a query that the policies refuse. @param sentence AWS's message */
export function deniedEvent(
  actor: Actor | ServiceActor,
  judgement: Judgement,
  denial: Denial,
  sentence: string,
): RefusalEvent {
  const { query, policies } = judgement;
  const missing = missingStatement(actor, judgement, denial);
  const policy = denial.statement
    ? refusingStatement(policies, denial.statement)
    : policyName(actor, judgement, denial);
  const remedy = missing ? `Missing in ${policy}: ${JSON.stringify(missing)}` : `It is refused by ${policy}`;
  return {
    ...about(actor, query),
    reason: 'denied',
    answered: sentence,
    ...(missing ? { missing } : {}),
    policy,
    line: `${whoIs(actor)}: access denied. ${sentence}. ${remedy}`,
  };
}

/** Tells of a call that finds no way through the network. */
export function unreachableEvent(
  actor: Actor,
  query: AccessQuery,
  { name, obstacle }: Pick<NetworkPath, 'name' | 'obstacle'>,
): RefusalEvent {
  const says = obstacle?.says ?? 'there is no way';
  const at = obstacle?.address === undefined ? '' : ` (${obstacle.address})`;
  const change = obstacle?.smallestChange;
  const mend = change === undefined ? '' : ` The smallest change: ${change}.`;
  return {
    ...about(actor, query),
    reason: 'unreachable',
    blocked: { path: name, says, ...obstacle },
    line: `${whoIs(actor)}: ${query.action} gets no answer, because ${name} is blocked: ${says}${at}.${mend}`,
  };
}

function about(
  actor: Actor | ServiceActor,
  { action, resource }: AccessQuery,
): Pick<RefusalEvent, 'kind' | 'who' | 'functionName' | 'action' | 'resource'> {
  const lambda = isService(actor) ? undefined : actor.function;
  return {
    kind: 'refusal',
    who: whoIs(actor),
    ...(lambda ? { functionName: lambda.name } : {}),
    action,
    resource: isUnknown(resource) ? '*' : resource,
  };
}

function whoIs(actor: Actor | ServiceActor): string {
  if (isService(actor)) return `${actor.service} for ${actor.sourceArn}`;
  return actor.function?.name ?? actor.sessionArn;
}
