import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { PartnerBank, type PartnerDelivery } from '../../../../tools/emulator/partner/partner-bank';
import { refusalOf, sign } from '../../../../tools/emulator/partner/signature';

const HOST = 'partner.example.com';
const KEY = 'a signing key';
const BODY = '{"depositId":"d-1"}';
const now = () => Math.floor(Date.now() / 1000);

let partner: PartnerBank;
let told: PartnerDelivery[];
let key: string | undefined;

beforeEach(async () => {
  told = [];
  key = KEY;
  partner = await PartnerBank.start({
    hostNames: [HOST],
    signingKey: () => key,
    keptDeliveries: 3,
    onDelivery: (delivery) => {
      told.push(delivery);
      throw new Error('an observer');
    },
  });
});
afterEach(async () => {
  await partner.stop();
  await partner.stop();
});

/** What a function does, without the function host: the name is kept, the address is the partner's own. */
function post(headers: Record<string, string>, body = BODY, method = 'POST'): Promise<number> {
  const [host, port] = (partner.hosts[`${HOST}:443`] ?? '').split(':');
  return new Promise((resolve, reject) => {
    const options = {
      host,
      port,
      servername: HOST,
      ca: readFileSync(partner.certificateFile),
      method,
      headers,
    };
    const request = httpsRequest({ ...options, path: '/webhooks/deposits' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const signed = (idempotencyKey = 'event-1') => ({
  'x-signature': sign(BODY, KEY, now()),
  'idempotency-key': idempotencyKey,
});

test('GIVEN a signed notification WHEN it comes twice THEN it is accepted once and repeated once', async () => {
  await expect(post(signed())).resolves.toBe(200);
  await expect(post(signed())).resolves.toBe(200);
  expect(partner.counts).toEqual({ received: 2, accepted: 1, repeated: 1, refused: 0, faulted: 0 });
  expect(told.map(({ isRepeated, idempotencyKey, path }) => [isRepeated, idempotencyKey, path])).toEqual([
    [false, 'event-1', '/webhooks/deposits'],
    [true, 'event-1', '/webhooks/deposits'],
  ]);
});

test.each<[string, () => Record<string, string>, number, RegExp]>([
  ['no signature', () => ({ 'idempotency-key': 'e' }), 401, /missing/],
  ['a malformed one', () => ({ ...signed(), 'x-signature': 'v1=abc' }), 401, /not t=/],
  [
    'that of another key',
    () => ({ ...signed(), 'x-signature': sign(BODY, 'other', now()) }),
    401,
    /does not belong/,
  ],
  [
    'that of another body',
    () => ({ ...signed(), 'x-signature': sign('{}', KEY, now()) }),
    401,
    /does not belong/,
  ],
  ['an old one', () => ({ ...signed(), 'x-signature': sign(BODY, KEY, now() - 301) }), 401, /too old/],
  ['no idempotency key', () => ({ 'x-signature': sign(BODY, KEY, now()) }), 400, /Idempotency-Key/],
])(
  'GIVEN %s WHEN it comes THEN it is refused and the refusal says why',
  async (_name, headers, status, why) => {
    await expect(post(headers())).resolves.toBe(status);
    expect(told[0]?.refusal).toMatch(why);
    expect(partner.counts).toMatchObject({ accepted: 0, refused: 1 });
  },
);

test('GIVEN another method, a key that is not known yet, and a huge body WHEN they come THEN 405, 503, 413', async () => {
  await expect(post(signed(), '', 'GET')).resolves.toBe(405);
  key = undefined;
  await expect(post(signed())).resolves.toBe(503);
  await expect(post(signed(), 'x'.repeat(300_000))).resolves.toBe(413);
});

test('GIVEN faults WHEN notifications come THEN they meet them in their order, and recovery ends them', async () => {
  partner.fail({ kind: 'status', status: 500 });
  partner.fail({ kind: 'status', status: 429, retryAfterSeconds: 1 });
  partner.fail({ kind: 'close' });
  partner.fail({ kind: 'slow', milliseconds: 50 });
  partner.fail({ kind: 'status', status: 500 }, 100);
  await expect(post(signed())).resolves.toBe(500);
  await expect(post(signed())).resolves.toBe(429);
  await expect(post(signed())).rejects.toThrow();
  const began = performance.now();
  await expect(post(signed())).resolves.toBe(200);
  expect(performance.now() - began).toBeGreaterThan(45);
  await expect(post(signed())).resolves.toBe(500);
  partner.recover();
  await expect(post(signed())).resolves.toBe(200);
  expect(partner.counts).toMatchObject({ accepted: 1, repeated: 1, faulted: 4, received: 6 });
  expect(partner.deliveries.map(({ status }) => status)).toEqual([200, 500, 200]);
});

test('GIVEN a signature WHEN one bit of it differs THEN it is refused', () => {
  const right = sign(BODY, KEY, 1_000);
  expect(refusalOf(right, BODY, KEY, 1_000)).toBeUndefined();
  const wrong = right.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(refusalOf(wrong, BODY, KEY, 1_000)).toContain('does not belong');
});
