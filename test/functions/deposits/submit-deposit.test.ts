import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { KeyInUseError, KeyReusedError } from '../../../functions/deposits/errors';
import { fingerprintOf, isIdempotencyKey, scopeKey } from '../../../functions/deposits/idempotency-key';
import type { Claim, ClaimResult, Idempotency } from '../../../functions/deposits/ports';
import { type SubmitDepositPorts, submitDeposit } from '../../../functions/deposits/submit-deposit';
import { CALLER, fakeUploads, InMemoryLedger, RecordedEvents, VALID_BODY } from '../support/fakes';

const KEY = '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001';
const DEPOSIT_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const EVENT_ID = '01890a5d-ac96-774b-bcce-b302099a8058';
const NOW = new Date('2026-01-01T00:00:00.000Z');
const request = parseDepositRequest(VALID_BODY);
const command = { caller: CALLER, idempotencyKey: KEY, request };
const claim: Claim = {
  scopedKey: scopeKey(CALLER, KEY),
  owner: 'me',
  seed: { depositId: DEPOSIT_ID, eventId: EVENT_ID, receivedAt: NOW },
};

function setUp(result: ClaimResult) {
  const idempotency = {
    claim: jest.fn(async () => result),
    complete: jest.fn(async () => undefined),
    release: jest.fn(async () => undefined),
  } satisfies Idempotency;
  const ledger = new InMemoryLedger();
  const events = new RecordedEvents();
  const warn = jest.fn();
  const ports: SubmitDepositPorts = {
    idempotency,
    store: ledger,
    events,
    uploads: fakeUploads,
    clock: { now: () => NOW },
    ids: { next: jest.fn().mockReturnValueOnce(DEPOSIT_ID).mockReturnValueOnce(EVENT_ID) },
    observer: { warn },
  };
  return { idempotency, ledger, events, warn, ports };
}

const claimed = { outcome: 'claimed', claim, takenOver: false } as const;

describe('submitDeposit', () => {
  test('GIVEN a new key THEN the deposit is stored, told, and the key completed', async () => {
    const { idempotency, ledger, events, ports } = setUp(claimed);

    const submitted = await submitDeposit(ports, command);

    expect(submitted).toMatchObject({
      receipt: { depositId: DEPOSIT_ID, status: 'RECEIVED' },
      replayed: false,
    });
    expect(ledger.deposits.get(DEPOSIT_ID)).toMatchObject({ submittedBy: CALLER, receivedAt: NOW });
    expect(ledger.outbox.get(EVENT_ID)?.publishedAt).toEqual(NOW);
    expect(events.published).toHaveLength(1);
    expect(idempotency.claim).toHaveBeenCalledWith({
      scopedKey: claim.scopedKey,
      fingerprint: fingerprintOf(CALLER, KEY, request),
      proposal: claim.seed,
    });
    expect(idempotency.complete).toHaveBeenCalledWith(claim, submitted.receipt);
    expect(idempotency.release).not.toHaveBeenCalled();
  });

  test('THEN the event tells no account number', async () => {
    const { events, ports } = setUp(claimed);
    await submitDeposit(ports, command);
    const text = JSON.stringify(events.published);
    expect(text).not.toContain(request.depositAccountNumber);
    expect(text).not.toContain(request.drawer.accountNumber);
    expect(text).toContain(DEPOSIT_ID);
  });

  test('GIVEN a completed key THEN the same receipt with a new upload', async () => {
    const receipt = { depositId: DEPOSIT_ID, status: 'RECEIVED' } as const;
    const { ledger, events, ports } = setUp({ outcome: 'completed', receipt });
    const submitted = await submitDeposit(ports, command);
    expect(submitted).toMatchObject({
      receipt,
      replayed: true,
      upload: { url: expect.stringContaining(DEPOSIT_ID) },
    });
    expect([ledger.deposits.size, events.published.length]).toEqual([0, 0]);
  });

  test('GIVEN a key of another request THEN KeyReusedError', async () => {
    const { ports } = setUp({ outcome: 'mismatch' });
    await expect(submitDeposit(ports, command)).rejects.toBeInstanceOf(KeyReusedError);
  });

  test('GIVEN a key in use THEN KeyInUseError with the time to wait', async () => {
    const { ports } = setUp({ outcome: 'in-progress', retryAfterSeconds: 9 });
    const error = await submitDeposit(ports, command).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KeyInUseError);
    expect(error).toMatchObject({ retryAfterSeconds: 9 });
  });

  test.each(['store', 'publish', 'markPublished', 'prepare'] as const)(
    'GIVEN %s fails THEN the key is released, and the next attempt finishes without a second deposit',
    async (step) => {
      const { idempotency, ledger, events, ports } = setUp({ ...claimed, takenOver: true });
      const trouble = new Error('trouble');
      const failing: SubmitDepositPorts = {
        ...ports,
        store: {
          store: step === 'store' ? () => Promise.reject(trouble) : (d, e) => ledger.store(d, e),
          markPublished:
            step === 'markPublished'
              ? () => Promise.reject(trouble)
              : (id, at) => ledger.markPublished(id, at),
        },
        events: step === 'publish' ? { publish: () => Promise.reject(trouble) } : events,
        uploads: step === 'prepare' ? { prepare: () => Promise.reject(trouble) } : fakeUploads,
      };

      await expect(submitDeposit(failing, command)).rejects.toBe(trouble);
      expect(idempotency.release).toHaveBeenCalledWith(claim);
      expect(idempotency.complete).not.toHaveBeenCalled();

      const ids = { next: () => '01890a5d-ac96-774b-bcce-ffffffffffff' };
      const submitted = await submitDeposit({ ...ports, ids }, command);
      expect(submitted.receipt.depositId).toBe(DEPOSIT_ID);
      expect([...ledger.deposits.keys()]).toEqual([DEPOSIT_ID]);
      expect(new Set(events.published.map((event) => event.metadata.eventId))).toEqual(new Set([EVENT_ID]));
    },
  );

  test('GIVEN an event that is out already THEN it is not published again', async () => {
    const { ledger, events, ports } = setUp(claimed);
    await submitDeposit(ports, command);
    await submitDeposit({ ...ports, ids: { next: () => EVENT_ID } }, command);
    expect(events.published).toHaveLength(1);
    expect(ledger.deposits.size).toBe(1);
  });

  test('GIVEN the key cannot be released THEN the first error counts, the other is told', async () => {
    const { idempotency, warn, ports } = setUp(claimed);
    const trouble = new Error('trouble');
    const releasing = new Error('releasing');
    idempotency.release.mockRejectedValueOnce(releasing);
    const events = { publish: () => Promise.reject(trouble) };
    await expect(submitDeposit({ ...ports, events }, command)).rejects.toBe(trouble);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('released'), releasing);
  });

  test('GIVEN the key cannot be completed THEN the deposit is accepted all the same', async () => {
    const { idempotency, warn, ports } = setUp(claimed);
    idempotency.complete.mockRejectedValueOnce(new Error('completing'));
    await expect(submitDeposit(ports, command)).resolves.toMatchObject({ replayed: false });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('completed'), expect.any(Error));
    expect(idempotency.release).not.toHaveBeenCalled();
  });
});

describe('idempotency keys', () => {
  test.each([KEY, 'a'.repeat(16), 'A-_9'.repeat(32)])('take %s', (key) => {
    expect(isIdempotencyKey(key)).toBe(true);
  });

  test.each(['', 'short', 'a'.repeat(129), `${KEY}\n`, 'with space with space', `"${KEY}"`])(
    'refuse %j',
    (key) => {
      expect(isIdempotencyKey(key)).toBe(false);
    },
  );

  test('THEN callers have spaces of their own, and parts cannot be shifted into each other', () => {
    expect(scopeKey('a', KEY)).not.toBe(scopeKey('b', KEY));
    expect(scopeKey('a"', 'b')).not.toBe(scopeKey('a', '"b'));
    expect(scopeKey(CALLER, KEY)).not.toContain(KEY);
  });

  test.each([
    ['amount', { ...VALID_BODY, amount: '1250.01' }],
    ['currency', { ...VALID_BODY, currency: 'EUR' }],
    ['chequeNumber', { ...VALID_BODY, chequeNumber: '1234' }],
    ['drawer', { ...VALID_BODY, drawer: { ...VALID_BODY.drawer, accountNumber: '1234' } }],
    ['depositAccountNumber', { ...VALID_BODY, depositAccountNumber: '1234' }],
    ['depositBoxId', { ...VALID_BODY, depositBoxId: 'box-0002' }],
    ['image', { ...VALID_BODY, image: { contentType: 'image/jpeg' } }],
  ])('GIVEN another %s THEN another fingerprint', (_member, body) => {
    const other = fingerprintOf(CALLER, KEY, parseDepositRequest(body));
    expect(other).not.toBe(fingerprintOf(CALLER, KEY, request));
  });

  test('GIVEN the same amount written otherwise THEN the same fingerprint', () => {
    const same = parseDepositRequest({ ...VALID_BODY, amount: '1250' });
    expect(fingerprintOf(CALLER, KEY, same)).toBe(fingerprintOf(CALLER, KEY, request));
  });
});
