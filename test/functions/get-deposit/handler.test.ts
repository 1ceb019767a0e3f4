import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { getDeposit } from '../../../functions/get-deposit/contract';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { CALLER } from '../support/fakes';

Object.assign(process.env, AWS_VARIABLES, variablesOf(getDeposit));
const { handler } =
  require('../../../functions/get-deposit/handler') as typeof import('../../../functions/get-deposit/handler');

const rdsData = mockClient(RDSDataClient);
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const ROW = {
  id: ID,
  status: 'RECEIVED',
  channel: 'box',
  rejection_reasons: null,
  amount_minor: 125_000,
  currency: 'USD',
  cheque_number: '001234',
  drawer_routing_number: '021000021',
  drawer_account_number: '123456789012',
  deposit_account_number: '987654321098',
  deposit_box_id: 'box-0001',
  submitted_by: CALLER,
  received_at_ms: 1_767_225_600_000,
};

beforeEach(() => {
  rdsData.reset();
  rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: JSON.stringify([ROW]) });
});

const get = (parts: Parameters<typeof apiEvent>[0] = { pathParameters: { id: ID } }, millis = 5000) =>
  captureLog(() => handler(apiEvent(parts), lambdaContext(millis)));

describe('GET /deposits/{id}', () => {
  test('GIVEN the submitter THEN 200, and the log shows no customer data', async () => {
    const { result, log } = await get();
    expect(result).toMatchObject({ statusCode: 200, headers: { 'Cache-Control': 'no-store' } });
    expect(JSON.parse(result.body)).toMatchObject({
      depositId: ID,
      amount: '1250.00',
      depositAccountNumber: '****1098',
    });
    expect(`${log}${result.body}`).not.toMatch(/987654321098|"123456789012"/);
    const { parameters } = rdsData.commandCalls(ExecuteStatementCommand)[0]?.args[0].input ?? {};
    expect(parameters).toEqual([
      { name: 'id', value: { stringValue: ID }, typeHint: 'UUID' },
      { name: 'submitted_by', value: { stringValue: CALLER } },
    ]);
  });

  test('GIVEN it was rejected THEN the reasons are told', async () => {
    const row = { ...ROW, status: 'REJECTED', rejection_reasons: '["ACCOUNT_CLOSED"]' };
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: JSON.stringify([row]) });
    const { result } = await get();
    expect(JSON.parse(result.body)).toMatchObject({ status: 'REJECTED', reasons: ['ACCOUNT_CLOSED'] });
  });

  test('GIVEN it was not THEN there is no such member', async () => {
    const { result } = await get();
    expect(JSON.parse(result.body)).not.toHaveProperty('reasons');
  });

  test.each([
    ['a deposit that is not there', {}, '[]', 404],
    ['an id that is none', { pathParameters: { id: 'x' } }, '[]', 404],
    ['no id', { pathParameters: {} }, '[]', 400],
    ['a request not signed', { userArn: null }, '[]', 403],
    ['a row that is not as expected', {}, '[{"id":1}]', 500],
    ['reasons that are none', {}, JSON.stringify([{ ...ROW, rejection_reasons: '{' }]), 500],
  ])('GIVEN %s THEN a problem', async (_what, parts, formattedRecords, status) => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords });
    const { result } = await get({ pathParameters: { id: ID }, ...parts });
    expect(result).toMatchObject({
      statusCode: status,
      headers: { 'Content-Type': 'application/problem+json' },
    });
  });

  test('GIVEN a database that resumes for too long THEN 503', async () => {
    rdsData
      .on(ExecuteStatementCommand)
      .rejects(Object.assign(new Error('x'), { name: 'DatabaseResumingException' }));
    const { result } = await get({ pathParameters: { id: ID } }, 2200);
    expect(result).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '15' } });
  });

  test('THEN no id makes a 5xx', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[]' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uuid()), async (id) => {
        const { result } = await get({ pathParameters: { id } });
        expect([400, 404]).toContain(result.statusCode);
      }),
    );
  });
});
