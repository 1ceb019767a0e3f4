import * as v from 'valibot';
import { count, defineEvent, type EventOf, makeEvent, uuid } from './event';

export const batchCompletedV1 = defineEvent({
  name: 'BatchCompleted',
  version: 1,
  summary: 'Every line of the file of a batch was accepted, refused or found to be a duplicate.',
  producers: ['merge-batch'],
  consumers: [],
  changes: ['First published.'],
  data: () => ({
    batchId: v.pipe(uuid(), v.description('The batch.')),
    accepted: v.pipe(count(), v.description('Lines that became deposits.')),
    rejected: v.pipe(
      count(),
      v.description('Lines that are not cheques; the report of the batch tells why.'),
    ),
    duplicates: v.pipe(count(), v.description('Lines whose deposit was accepted before.')),
  }),
});

export type BatchCompleted = EventOf<typeof batchCompletedV1>;

export interface CompletedBatch {
  readonly batchId: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly completedAt: Date;
}

/** @throws EventRefusedError when the parts do not conform, which is a defect of this program */
export function batchCompleted(completed: CompletedBatch, eventId: string): BatchCompleted {
  const { completedAt, ...data } = completed;
  return makeEvent(batchCompletedV1, { eventId, occurredAt: completedAt, data });
}
