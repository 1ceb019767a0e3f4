import { newSampleDeposit } from '../../../tools/deploy/sample-deposit';
import { sendDeposit } from '../../../tools/deploy/send-deposit';
import { sampleChequeImage } from '../../../tools/emulator/rekognition/sample-cheque-image';
import { type RunningSystem, told, untilStatus, untilTold } from './running-system';

/** Above the limit of 10,000.00, from which on a person decides. */
const LARGE = { amount: '25000.00' };

/** What a person has to decide about. */
export function describeApproval(system: () => RunningSystem): void {
  describe('waits for a person', () => {
    let depositId: string;

    it('above the limit', async () => {
      depositId = await sendDeposit(system().local.client, newSampleDeposit(LARGE));
      await untilStatus(system(), depositId, 'AWAITING_APPROVAL');
    });

    it('who is not the one that submitted it', async () => {
      const answer = await system().local.client.decide(depositId, 'APPROVE');
      expect(answer).toMatchObject({ status: 403, body: { type: '/problems/own-deposit' } });
      await untilStatus(system(), depositId, 'AWAITING_APPROVAL');
    });

    it('and clears the deposit when that person approves', async () => {
      const answer = await system().local.approver.decide(depositId, 'APPROVE');
      expect(answer).toMatchObject({ status: 200, body: { depositId, approval: 'APPROVED' } });
      await untilStatus(system(), depositId, 'CLEARED');
      expect(told(await untilTold(system(), depositId))).toMatchObject({ outcome: 'CLEARED' });
    });

    it('whose decision is not changed', async () => {
      const answer = await system().local.approver.decide(depositId, 'REFUSE');
      expect(answer.status).toBe(409);
      await untilStatus(system(), depositId, 'CLEARED');
    });

    it('and rejects the deposit when that person refuses', async () => {
      const { local } = system();
      const refused = await sendDeposit(local.client, newSampleDeposit(LARGE));
      await untilStatus(system(), refused, 'AWAITING_APPROVAL');
      expect((await local.approver.decide(refused, 'REFUSE')).status).toBe(200);
      const view = await untilStatus(system(), refused, 'REJECTED');
      expect(view.reasons).toEqual(['APPROVAL_REFUSED']);
      expect(told(await untilTold(system(), refused))).toMatchObject({
        outcome: 'REJECTED',
        reasons: ['APPROVAL_REFUSED'],
      });
    });

    it('when the cheque shows another amount', async () => {
      const { local } = system();
      const deposit = newSampleDeposit();
      const image = sampleChequeImage({ ...deposit, ...deposit.drawer, amount: '1350.00' });
      const doubtful = await sendDeposit(local.client, deposit, { image });
      await untilStatus(system(), doubtful, 'AWAITING_APPROVAL');
      expect((await local.approver.decide(doubtful, 'REFUSE')).status).toBe(200);
      await untilStatus(system(), doubtful, 'REJECTED');
    });

    it('when the image never comes', async () => {
      const { local } = system();
      const blind = await sendDeposit(local.client, newSampleDeposit(), { image: 'none' });
      // Ten tries in eleven minutes on AWS; the emulator's time runs faster.
      await untilStatus(system(), blind, 'AWAITING_APPROVAL', 180);
      expect((await local.approver.decide(blind, 'APPROVE')).status).toBe(200);
      await untilStatus(system(), blind, 'CLEARED');
    });
  });
}
