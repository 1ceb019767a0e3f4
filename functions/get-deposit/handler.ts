import { DataApi } from '../adapters/data-api';
import { LedgerDepositReader } from '../adapters/deposit-reader';
import { getDeposit } from '../deposits/get-deposit';
import { apiHandler } from '../shared/api-handler';
import { readEnvironment } from '../shared/environment';
import { RequestError } from '../shared/errors';
import { jsonResponse } from '../shared/http';
import { createLogger } from '../shared/logger';
import { getDeposit as contract } from './contract';

const environment = readEnvironment(contract);

/** GET /deposits/{id} */
export const handler = apiHandler(createLogger(contract.name), async ({ request, deadline }) => {
  const caller = request.caller();
  const depositId = request.pathParameter('id');
  const reader = new LedgerDepositReader(new DataApi(environment.ledger, deadline));
  const deposit = await getDeposit(reader, { depositId, caller });
  if (!deposit) {
    throw new RequestError(404, 'deposit-not-found', 'Not found', 'There is no such deposit of this caller.');
  }
  return jsonResponse(200, deposit);
});
