import { DetectTextCommand } from '@aws-sdk/client-rekognition';
import { captureLog, lambdaContext } from '../support/api-event';
import { type ClearingSystem, handlers, named, rekognition, run } from './clearing-system';

/** The three checks. */
export function checksSuite(system: ClearingSystem): void {
  const { it, deposit, database } = system;

  describe('read-cheque', () => {
    it('GIVEN a batch THEN it passes without Rekognition', async () => {
      const depositId = await deposit({ channel: 'batch' });
      await expect(run('read', { depositId })).resolves.toEqual({
        check: 'cheque',
        outcome: 'PASSED',
        reasons: ['READ_BY_BRANCH'],
      });
      expect(rekognition.calls()).toEqual([]);
    });

    it('GIVEN an image that says the same THEN it passes, and its texts are in no log', async () => {
      const depositId = await deposit({ chequeNumber: '001234' });
      rekognition.on(DetectTextCommand).resolves({
        TextDetections: ['$1,250.00', '⑆021000021⑆ 123456789012⑈ 001234'].map((DetectedText) => ({
          DetectedText,
          Type: 'LINE',
          Confidence: 99,
        })),
      });
      await expect(run('read', { depositId })).resolves.toMatchObject({ outcome: 'PASSED', reasons: [] });
      expect(rekognition.commandCalls(DetectTextCommand)[0]?.args[0].input).toEqual({
        Image: { S3Object: { Bucket: 'images-bucketName', Name: `deposits/${depositId}/cheque` } },
      });
    });

    it('GIVEN no image THEN ImageMissingError; a bad one THEN review; throttling THEN UnavailableError', async () => {
      const depositId = await deposit();
      rekognition.on(DetectTextCommand).rejects(named('InvalidS3ObjectException'));
      await expect(run('read', { depositId })).resolves.toEqual({ failed: 'ImageMissingError' });
      rekognition.on(DetectTextCommand).rejects(named('InvalidImageFormatException'));
      await expect(run('read', { depositId })).resolves.toMatchObject({ reasons: ['IMAGE_UNREADABLE'] });
      rekognition.on(DetectTextCommand).rejects(named('ThrottlingException'));
      await expect(run('read', { depositId }, 2500)).resolves.toEqual({ failed: 'UnavailableError' });
    });
  });

  describe('screen-deposit', () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

    it('GIVEN the cheque for the first time THEN it passes; presented again THEN the later fails', async () => {
      const first = await deposit({ chequeNumber: '000777', receivedAt: at(1) });
      const second = await deposit({ chequeNumber: '777', receivedAt: at(2) });
      await expect(run('screen', { depositId: first })).resolves.toMatchObject({ outcome: 'PASSED' });
      await expect(run('screen', { depositId: second })).resolves.toEqual({
        check: 'screening',
        outcome: 'FAILED',
        reasons: ['CHEQUE_PRESENTED_BEFORE'],
      });
      await database().asSuperuser(`update deposits.deposit set status = 'REJECTED' where id = '${first}'`);
      await expect(run('screen', { depositId: second })).resolves.toMatchObject({ outcome: 'PASSED' });
    });

    it('GIVEN many at the same moment THEN exactly one passes, whoever is screened first', async () => {
      const ids = await Promise.all(
        Array.from({ length: 8 }, () => deposit({ chequeNumber: '888', receivedAt: at(5) })),
      );
      const { result: results } = await captureLog(() =>
        Promise.all(ids.map((depositId) => handlers.screen({ depositId }, lambdaContext(30_000)))),
      );
      const passed = ids.filter((_, index) => (results[index] as { outcome: string }).outcome === 'PASSED');
      expect(passed).toEqual([[...ids].sort()[0]]);
    });

    it('GIVEN another drawer, bank or cheque THEN it is another cheque', async () => {
      await deposit({ chequeNumber: '999', receivedAt: at(1) });
      const others = [
        { chequeNumber: '9990' },
        { chequeNumber: '999', drawer: { routingNumber: '011000015', accountNumber: '123456789012' } },
        { chequeNumber: '999', drawer: { routingNumber: '021000021', accountNumber: '123456789013' } },
      ];
      for (const other of others) {
        const depositId = await deposit({ ...other, receivedAt: at(9) });
        await expect(run('screen', { depositId })).resolves.toMatchObject({ outcome: 'PASSED' });
      }
    });

    it('GIVEN a blocked drawer THEN it fails', async () => {
      await database().asSuperuser(
        `insert into deposits.blocked_drawer (routing_number, account_number, reason) values ('121000248', '5555', 'fraud')`,
      );
      const depositId = await deposit({ drawer: { routingNumber: '121000248', accountNumber: '05555' } });
      await expect(run('screen', { depositId })).resolves.toMatchObject({ reasons: ['DRAWER_BLOCKED'] });
    });

    it('THEN the search goes over the index', async () => {
      const plan = await database().asSuperuser(
        'begin',
        'set local enable_seqscan = off',
        `explain select from deposits.deposit where drawer_routing_number = '021000021'
            and ltrim(drawer_account_number, '0') = '1' and ltrim(cheque_number, '0') = '2'`,
      );
      expect(JSON.stringify(plan)).toContain('deposit_presented_cheque');
    });
  });

  describe('verify-account', () => {
    it('GIVEN a frozen or closed account THEN it fails, else it passes', async () => {
      await database().asSuperuser(
        `insert into deposits.account_restriction (account_number, kind) values ('4444', 'FROZEN'), ('4445', 'CLOSED')`,
      );
      const frozen = await deposit({ depositAccountNumber: '4444' });
      const closed = await deposit({ depositAccountNumber: '4445' });
      await expect(run('verify', { depositId: frozen })).resolves.toMatchObject({
        reasons: ['ACCOUNT_FROZEN'],
      });
      await expect(run('verify', { depositId: closed })).resolves.toMatchObject({
        reasons: ['ACCOUNT_CLOSED'],
      });
      await expect(run('verify', { depositId: await deposit() })).resolves.toMatchObject({
        outcome: 'PASSED',
      });
    });
  });
}
