import type { APIGatewayProxyResult } from 'aws-lambda';
import type { AnswerResult } from '../deposits/clearing/answer-approval';
import { ApprovalContentionError } from '../deposits/clearing/approval-contention-error';
import { RequestError } from '../shared/errors';
import { jsonResponse } from '../shared/http';

type Refusal = Exclude<AnswerResult['kind'], 'taken' | 'expired'>;

export function notWaiting(): RequestError {
  return new RequestError(
    404,
    'approval-not-found',
    'Not found',
    'No deposit of this id waits for an approval.',
  );
}

/** The domain's refusals in the terms of HTTP. */
export function refusal(kind: Refusal): RequestError {
  switch (kind) {
    case 'not-waiting':
      return notWaiting();
    case 'own-deposit':
      return new RequestError(
        403,
        'own-deposit',
        'Forbidden',
        'Who submitted a deposit may not decide about it: somebody else has to.',
      );
    case 'answered':
      return new RequestError(
        409,
        'approval-answered',
        'Already decided',
        'Somebody has decided about this deposit already; a decision is not changed.',
      );
  }
}

/** 410 is no status of `RequestError`, whose requests may be mended: this one has come too late for good. */
export function expired(): APIGatewayProxyResult {
  const problem = {
    type: '/problems/approval-expired',
    title: 'Approval expired',
    status: 410,
    detail: 'The deposit does not wait for an approval any more.',
  };
  return jsonResponse(410, problem, { 'Content-Type': 'application/problem+json' });
}

/** What the caller can mend by trying again, in the terms of HTTP. Anything else stays as it is. */
export function asRequestError(error: unknown): unknown {
  if (!(error instanceof ApprovalContentionError)) return error;
  return new RequestError(
    409,
    'approval-contended',
    'Being decided',
    'Others decide about this deposit at this moment. Send the request again to learn what they decided.',
    { retryAfterSeconds: 1 },
  );
}
