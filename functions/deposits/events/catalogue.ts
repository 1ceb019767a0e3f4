import * as v from 'valibot';
import type { FieldProblem } from '../errors';
import { approvalRequestedV1 } from './approval-requested';
import { batchCompletedV1 } from './batch-completed';
import { depositClearedV1 } from './deposit-cleared';
import { depositReceivedV1 } from './deposit-received';
import { depositRejectedV1 } from './deposit-rejected';
import { EVENT_SOURCE, type EventDefinition, type EventOf } from './event';
import { EventRefusedError, eventProblems } from './event-refused-error';
import { ledgerBrokenV1 } from './ledger-broken';

/** Every version of every event, in the order in which a deposit meets them. A new version is a further entry. */
export const EVENT_CATALOGUE = [
  depositReceivedV1,
  approvalRequestedV1,
  depositClearedV1,
  depositRejectedV1,
  batchCompletedV1,
  ledgerBrokenV1,
] as const satisfies readonly EventDefinition[];

/** Any event of any version. */
export type DomainEvent = EventOf<(typeof EVENT_CATALOGUE)[number]>;
export type EventType = DomainEvent['type'];

/** The event of that name, of any version. */
export type EventNamed<Name extends EventType> = Extract<DomainEvent, { readonly type: Name }>;

/** The members of EventBridge's envelope that say what lies in it. The others are EventBridge's own. */
const envelopeSchema = v.object({
  source: v.literal(EVENT_SOURCE),
  'detail-type': v.string(),
  detail: v.unknown(),
});

/**
 * The event in an envelope of EventBridge, as rules deliver it to queues and functions. Members that the schema does not
 * know are dropped: a producer may add optional ones before its consumers know them.
 *
 * @param accepted the events that the consumer is for. @default every event of the catalogue
 * @throws EventRefusedError naming each member that is wrong, by its pointer into the envelope, without any value
 */
export function parseEvent<Name extends EventType = EventType>(
  envelope: unknown,
  accepted?: readonly Name[],
): EventNamed<Name> {
  const parsed = v.safeParse(envelopeSchema, envelope);
  if (!parsed.success) throw new EventRefusedError(eventProblems(parsed.issues));
  const { 'detail-type': type, detail } = parsed.output;
  if (accepted && !accepted.some((name) => name === type)) {
    refuse({ pointer: '/detail-type', detail: `must be ${accepted.join(' or ')}` });
  }
  return conforming(type, detail, { type: '/detail-type', event: '/detail' }) as EventNamed<Name>;
}

/**
 * The event of that name in what a program or a table holds of it: the `detail` of EventBridge's envelope.
 *
 * @throws EventRefusedError naming each member that is wrong, by its pointer into the event, without any value
 */
export function checkEvent(type: string, event: unknown): DomainEvent {
  return conforming(type, event, { type: '/type', event: '' });
}

const versionSchema = v.object({ metadata: v.object({ schemaVersion: v.number() }) });

function conforming(
  type: string,
  event: unknown,
  pointers: { readonly type: string; readonly event: string },
): DomainEvent {
  const versions = (EVENT_CATALOGUE as readonly EventDefinition[]).filter(({ name }) => name === type);
  if (versions.length === 0) refuse({ pointer: pointers.type, detail: 'is not in the catalogue' });
  const told = v.safeParse(versionSchema, event);
  if (!told.success) throw new EventRefusedError(eventProblems(told.issues, pointers.event));
  const { schemaVersion } = told.output.metadata;
  const definition = versions.find(({ version }) => version === schemaVersion);
  if (!definition) {
    const known = versions.map(({ version }) => version).join(' or ');
    refuse({ pointer: `${pointers.event}/metadata/schemaVersion`, detail: `must be ${known}` });
  }
  const parsed = v.safeParse(definition.schema, event);
  if (!parsed.success) throw new EventRefusedError(eventProblems(parsed.issues, pointers.event));
  return { type: definition.name, ...parsed.output } as DomainEvent;
}

function refuse(problem: FieldProblem): never {
  throw new EventRefusedError([problem]);
}
