import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { ANSWERS, type Approval } from '../deposits/clearing/approval';
import type { StoredApproval } from '../deposits/clearing/ports';
import { REASONS } from '../deposits/clearing/reason';

/** The table's partition key, a string: the deposit's id. The table has no sort key. */
export const PARTITION_KEY = 'pk';
export const REVISION = 'revision';

/** An approval is kept so long after it expired: a person who comes late is told so, and not that there was none. */
const RETENTION_SECONDS = 7 * 24 * 60 * 60;

type Item = Record<string, AttributeValue>;

const string = v.object({ S: v.string() });
const number = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N }) => Number(N)),
  v.safeInteger(),
);
const item = v.object({
  [PARTITION_KEY]: string,
  [REVISION]: number,
  taskToken: string,
  submittedBy: string,
  reasons: v.object({ L: v.array(v.object({ S: v.picklist(REASONS) })) }),
  requestedAtMillis: number,
  answersUntilMillis: number,
  sends: number,
  ended: v.optional(v.object({ S: v.picklist(['delivered', 'closed']) })),
  answer: v.optional(v.object({ S: v.picklist(ANSWERS) })),
  answeredBy: v.optional(string),
  answeredAtMillis: v.optional(number),
});

/** `expiresAt`, in seconds, is the time-to-live attribute: when DynamoDB may remove the item. */
export function writeApproval(approval: Approval, revision: number): Item {
  const { answer, ended } = approval;
  return {
    [PARTITION_KEY]: { S: approval.depositId },
    [REVISION]: { N: String(revision) },
    taskToken: { S: approval.taskToken },
    submittedBy: { S: approval.submittedBy },
    reasons: { L: approval.reasons.map((reason) => ({ S: reason })) },
    requestedAtMillis: { N: String(approval.requestedAt.getTime()) },
    answersUntilMillis: { N: String(approval.expiresAt.getTime()) },
    expiresAt: { N: String(Math.ceil(approval.expiresAt.getTime() / 1000) + RETENTION_SECONDS) },
    sends: { N: String(approval.sends) },
    ...(ended && { ended: { S: ended } }),
    ...(answer && {
      answer: { S: answer.outcome },
      answeredBy: { S: answer.by },
      answeredAtMillis: { N: String(answer.at.getTime()) },
    }),
  };
}

/** @throws Error when the item is not one that this or an earlier version wrote; it names attributes, never values */
export function readApproval(found: Item): StoredApproval {
  const parsed = v.safeParse(item, found);
  if (!parsed.success) {
    const attributes = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new Error(`an item of the approvals table is not as this version expects: ${attributes}`);
  }
  const { output } = parsed;
  const { answer, answeredBy, answeredAtMillis, ended } = output;
  return {
    revision: output[REVISION],
    approval: {
      depositId: output[PARTITION_KEY].S,
      taskToken: output.taskToken.S,
      submittedBy: output.submittedBy.S,
      reasons: output.reasons.L.map(({ S }) => S),
      requestedAt: new Date(output.requestedAtMillis),
      expiresAt: new Date(output.answersUntilMillis),
      sends: output.sends,
      ...(ended && { ended: ended.S }),
      ...(answer &&
        answeredBy &&
        answeredAtMillis !== undefined && {
          answer: { outcome: answer.S, by: answeredBy.S, at: new Date(answeredAtMillis) },
        }),
    },
  };
}
