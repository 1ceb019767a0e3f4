import * as v from 'valibot';
import { isDepositId } from '../deposit';
import { ANSWERS } from './approval';
import { checkResultSchema } from './check';
import { REASONS } from './reason';

/** What the state machine passes to its tasks. Members that a task does not know are left out, not refused. */
const depositId = v.pipe(v.string(), v.check(isDepositId));

/** Of the three checks. */
export const depositTaskSchema = v.object({ depositId });

const identity = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const approval = v.variant('approval', [
  v.object({ approval: v.picklist(ANSWERS), by: identity }),
  v.object({ approval: v.literal('EXPIRED') }),
]);

/** Of decide-deposit: either what the checks found or what a person answered, and never both. */
export const decideTaskSchema = v.union([
  v.object({
    depositId,
    checks: v.pipe(v.array(checkResultSchema), v.maxLength(16)),
    approval: v.optional(v.undefined_()),
  }),
  v.object({ depositId, approval, checks: v.optional(v.undefined_()) }),
]);

export type DecideTask = v.InferOutput<typeof decideTaskSchema>;

/** Of request-approval. Step Functions' own limit of a token is 2,048 characters. */
export const approvalTaskSchema = v.object({
  depositId,
  reasons: v.pipe(v.array(v.picklist(REASONS)), v.minLength(1), v.maxLength(20)),
  taskToken: v.pipe(v.string(), v.minLength(1), v.maxLength(2048)),
  /** The task's own `TimeoutSeconds`, where it is not three days. A year is the longest that an execution takes. */
  timeoutSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31_536_000))),
});
