import { type Deposit, imageKey } from '../../../functions/deposits/deposit';
import { depositReceived } from '../../../functions/deposits/events/deposit-received';
import { getDeposit } from '../../../functions/deposits/get-deposit';
import { CALLER, InMemoryLedger } from '../support/fakes';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const deposit: Deposit = {
  id: ID,
  status: 'RECEIVED',
  channel: 'box',
  amount: { minorUnits: 125_005, currency: 'USD' },
  chequeNumber: '001234',
  drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
  depositAccountNumber: '4321',
  depositBoxId: 'box-0001',
  submittedBy: CALLER,
  receivedAt: new Date('2026-01-01T00:00:00.000Z'),
};

function ledgerWith(found: Deposit): InMemoryLedger {
  const ledger = new InMemoryLedger();
  ledger.deposits.set(found.id, found);
  return ledger;
}

describe('getDeposit', () => {
  test('GIVEN the submitter THEN the deposit, account numbers shortened', async () => {
    await expect(getDeposit(ledgerWith(deposit), { depositId: ID, caller: CALLER })).resolves.toEqual({
      depositId: ID,
      status: 'RECEIVED',
      amount: '1250.05',
      currency: 'USD',
      chequeNumber: '001234',
      drawer: { routingNumber: '021000021', accountNumber: '****9012' },
      depositAccountNumber: '****21',
      depositBoxId: 'box-0001',
      receivedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  test('GIVEN the id in capitals THEN it is the same deposit', async () => {
    const query = { depositId: ID.toUpperCase(), caller: CALLER };
    await expect(getDeposit(ledgerWith(deposit), query)).resolves.toMatchObject({ depositId: ID });
  });

  test('GIVEN another caller THEN nothing', async () => {
    const query = { depositId: ID, caller: `${CALLER}-other` };
    await expect(getDeposit(ledgerWith(deposit), query)).resolves.toBeUndefined();
  });

  test.each(['', 'x', '01890a5d-ac96-474b-bcce-b302099a8057', `${ID}'--`])(
    'GIVEN %j, which is no id THEN nothing, and the ledger is not asked',
    async (depositId) => {
      const find = jest.fn();
      await expect(getDeposit({ find }, { depositId, caller: CALLER })).resolves.toBeUndefined();
      expect(find).not.toHaveBeenCalled();
    },
  );
});

describe('depositReceived', () => {
  test('is the same for the same deposit and event id', () => {
    expect(depositReceived(deposit, ID)).toEqual(depositReceived(deposit, ID));
  });

  test('GIVEN what the schema does not allow THEN it throws', () => {
    expect(() => depositReceived({ ...deposit, amount: { minorUnits: 0, currency: 'USD' } }, ID)).toThrow();
    expect(() => depositReceived(deposit, 'no-uuid')).toThrow();
  });
});

test('the image of a deposit lies under its own prefix', () => {
  expect(imageKey(ID)).toBe(`deposits/${ID}/cheque`);
});
