import type { APIGatewayProxyResult } from 'aws-lambda';
import { ApprovalsTable } from '../adapters/approvals-table';
import { StepFunctionsTaskAnswers } from '../adapters/task-answer';
import { answerApproval } from '../deposits/clearing/answer-approval';
import { isDepositId } from '../deposits/deposit';
import { type ApiInvocation, apiHandler } from '../shared/api-handler';
import { readEnvironment } from '../shared/environment';
import { jsonResponse } from '../shared/http';
import { createLogger } from '../shared/logger';
import { answerApproval as contract } from './contract';
import { asRequestError, expired, notWaiting, refusal } from './problems';
import { parseAnswer } from './request';

const environment = readEnvironment(contract);
const clock = { now: () => new Date() };

/** One word. */
const MAX_BODY_BYTES = 1024;

/** POST /deposits/{id}/approval */
export const handler = apiHandler(createLogger(contract.name), async (invocation: ApiInvocation) => {
  const { request } = invocation;
  const by = request.caller();
  const depositId = request.pathParameter('id').toLowerCase();
  const outcome = parseAnswer(request.json({ maxBytes: MAX_BODY_BYTES }));
  if (!isDepositId(depositId)) throw notWaiting();
  return answer(invocation, { depositId, outcome, by });
});

async function answer(
  { deadline, log }: ApiInvocation,
  command: Parameters<typeof answerApproval>[1],
): Promise<APIGatewayProxyResult> {
  const { depositId } = command;
  const ports = {
    approvals: new ApprovalsTable(environment.approvals.tableName, deadline),
    tasks: new StepFunctionsTaskAnswers(deadline),
    clock,
    observer: { warn: (what: string, error: unknown) => log.warn({ depositId, error }, what) },
  };
  const result = await answerApproval(ports, command).catch((error: unknown) => {
    throw asRequestError(error);
  });
  const { outcome: told, by } = command;
  log.info({ depositId, result: result.kind, outcome: told, by }, 'an approval was answered');
  if (result.kind === 'expired') return expired();
  if (result.kind !== 'taken') throw refusal(result.kind);
  const { outcome, at } = result.answer;
  return jsonResponse(200, { depositId, approval: outcome, answeredAt: at.toISOString() });
}
