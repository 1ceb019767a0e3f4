import { newSampleDeposit } from '../../../tools/deploy/sample-deposit';
import { sendDeposit } from '../../../tools/deploy/send-deposit';
import { type RunningSystem, told, untilStatus, untilTold } from './running-system';

/** A deposit of a deposit box, from its image to its end. */
export function describeClearing(system: () => RunningSystem): void {
  describe('clears a deposit', () => {
    let depositId: string;

    it('that came with its image', async () => {
      const { local } = system();
      depositId = await sendDeposit(local.client, newSampleDeposit());
      expect(await untilStatus(system(), depositId, 'CLEARED')).not.toHaveProperty('reasons');
    });

    it('posts it to the ledger once, balanced', async () => {
      const rows = await system().owner.query(
        `select debit_account, debit_minor, credit_account, credit_minor, currency
           from deposits.ledger_entry where deposit_id = cast(:id as uuid)`,
        { id: depositId },
      );
      expect(rows).toEqual([
        {
          debit_account: 'CHEQUES-IN-CLEARING',
          debit_minor: 125_000,
          credit_account: '5302417790',
          credit_minor: 125_000,
          currency: 'USD',
        },
      ]);
    });

    it('and tells the partner, signed with the deployed key', async () => {
      const delivery = await untilTold(system(), depositId);
      // The partner refuses what is not signed with the key in the deployed secret.
      expect(delivery).toMatchObject({ status: 200, path: '/v1/outcomes', isRepeated: false });
      expect(told(delivery)).toEqual({
        depositId,
        outcome: 'CLEARED',
        occurredAt: expect.stringMatching(/^\d{4}-/),
      });
    });
  });

  describe('rejects', () => {
    it('a cheque that was presented before, and tells the partner why', async () => {
      const { local } = system();
      const deposit = newSampleDeposit();
      const first = await sendDeposit(local.client, deposit);
      await untilStatus(system(), first, 'CLEARED');
      const second = await sendDeposit(local.client, deposit);
      const view = await untilStatus(system(), second, 'REJECTED');
      expect(view.reasons).toEqual(['CHEQUE_PRESENTED_BEFORE']);
      expect(told(await untilTold(system(), second))).toMatchObject({
        outcome: 'REJECTED',
        reasons: ['CHEQUE_PRESENTED_BEFORE'],
      });
    });
  });

  it('tells a partner that fails at first, once it answers', async () => {
    const { local } = system();
    local.partner.fail({ kind: 'status', status: 500 }, 2);
    const depositId = await sendDeposit(local.client, newSampleDeposit());
    await untilStatus(system(), depositId, 'CLEARED');
    expect(told(await untilTold(system(), depositId, 60))).toMatchObject({ outcome: 'CLEARED' });
  });
}
