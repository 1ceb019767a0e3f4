import { decideDeposit } from '../../../../functions/deposits/clearing/decide-deposit';
import type { DecisionRequest, RecordedDecision } from '../../../../functions/deposits/clearing/ports';
import { ImageMissingError, ImageUnreadableError } from '../../../../functions/deposits/clearing/ports';
import { readCheque } from '../../../../functions/deposits/clearing/read-cheque';
import { depositRejected } from '../../../../functions/deposits/events/deposit-rejected';
import { ALL_PASSED, DEPOSIT, DEPOSIT_ID } from './support';

const NOW = new Date('2026-01-01T00:00:00.000Z');
const rejection = depositRejected(
  { depositId: DEPOSIT_ID, reasons: ['DRAWER_BLOCKED'], rejectedAt: NOW },
  DEPOSIT_ID,
);

function ports(recorded?: RecordedDecision) {
  const requests: DecisionRequest[] = [];
  return {
    requests,
    decisions: {
      decide: jest.fn(async (request: DecisionRequest) => {
        requests.push(request);
        return recorded ?? (request.choose(DEPOSIT) as RecordedDecision);
      }),
    },
    events: { publish: jest.fn(async () => undefined) },
    outbox: { markPublished: jest.fn(async () => undefined) },
    clock: { now: () => NOW },
  };
}

describe('decideDeposit', () => {
  test('GIVEN checks THEN they decide, with the amount of the deposit', async () => {
    const all = ports();
    const command = { depositId: DEPOSIT_ID, checks: ALL_PASSED };
    await expect(decideDeposit(all, command)).resolves.toEqual({ decision: 'POST', reasons: [] });
    expect(all.requests[0]).toMatchObject({ depositId: DEPOSIT_ID, decidedAt: NOW });
    expect(all.requests[0]).not.toHaveProperty('approval');
    expect(all.events.publish).not.toHaveBeenCalled();
  });

  test('GIVEN the answer of a person THEN it decides, and goes on record', async () => {
    const all = ports();
    const approval = { outcome: 'APPROVED', by: 'approver' } as const;
    await expect(decideDeposit(all, { depositId: DEPOSIT_ID, approval })).resolves.toMatchObject({
      decision: 'POST',
    });
    expect(all.requests[0]).toMatchObject({ approval });
  });

  test('GIVEN a rejection that is not told THEN it is told, then marked', async () => {
    const all = ports({ decision: 'REJECT', reasons: ['DRAWER_BLOCKED'], unpublished: rejection });
    await expect(decideDeposit(all, { depositId: DEPOSIT_ID, checks: ALL_PASSED })).resolves.toEqual({
      decision: 'REJECT',
      reasons: ['DRAWER_BLOCKED'],
    });
    expect(all.events.publish).toHaveBeenCalledWith(rejection);
    expect(all.outbox.markPublished).toHaveBeenCalledWith(DEPOSIT_ID, NOW);
  });

  test('GIVEN it cannot be told THEN the task fails, and it is not marked', async () => {
    const all = ports({ decision: 'REJECT', reasons: ['DRAWER_BLOCKED'], unpublished: rejection });
    all.events.publish.mockRejectedValue(new Error('bus'));
    await expect(decideDeposit(all, { depositId: DEPOSIT_ID, checks: ALL_PASSED })).rejects.toThrow('bus');
    expect(all.outbox.markPublished).not.toHaveBeenCalled();
  });
});

describe('readCheque', () => {
  const detect = jest.fn(async () => [] as never[]);
  beforeEach(() => detect.mockReset().mockResolvedValue([]));
  const read = (channel: 'box' | 'batch') =>
    readCheque(
      { deposits: { find: async () => ({ ...DEPOSIT, channel }) }, textDetection: { detect } },
      DEPOSIT_ID,
    );

  test('GIVEN a batch THEN it passes without an image', async () => {
    await expect(read('batch')).resolves.toMatchObject({ outcome: 'PASSED', reasons: ['READ_BY_BRANCH'] });
    expect(detect).not.toHaveBeenCalled();
  });

  test('GIVEN a box THEN its image is read', async () => {
    await expect(read('box')).resolves.toMatchObject({ outcome: 'REVIEW' });
    expect(detect).toHaveBeenCalledWith(`deposits/${DEPOSIT_ID}/cheque`);
  });

  test('GIVEN an unreadable image THEN a person looks; GIVEN none THEN the task is tried again', async () => {
    detect.mockRejectedValue(new ImageUnreadableError());
    await expect(read('box')).resolves.toMatchObject({ outcome: 'REVIEW', reasons: ['IMAGE_UNREADABLE'] });
    detect.mockRejectedValue(new ImageMissingError());
    await expect(read('box')).rejects.toMatchObject({ name: 'ImageMissingError' });
  });
});
