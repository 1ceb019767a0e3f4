import * as v from 'valibot';
import type { Answer } from '../deposits/clearing/approval';
import { RequestError } from '../shared/errors';

const OUTCOMES = { APPROVE: 'APPROVED', REFUSE: 'REFUSED' } as const satisfies Record<string, Answer>;

const body = v.strictObject({ decision: v.picklist(['APPROVE', 'REFUSE']) });

/** @throws RequestError 422 for what is no decision */
export function parseAnswer(input: unknown): Answer {
  const parsed = v.safeParse(body, input);
  if (parsed.success) return OUTCOMES[parsed.output.decision];
  throw new RequestError(
    422,
    'invalid-decision',
    'Invalid decision',
    'The body must be an object with the member "decision" and no other.',
    { errors: [{ pointer: '/decision', detail: 'must be "APPROVE" or "REFUSE"' }] },
  );
}
