import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { depositClearedV1 } from '../../../functions/deposits/events/deposit-cleared';
import { depositRejectedV1 } from '../../../functions/deposits/events/deposit-rejected';
import { notifyPartner } from '../../../functions/notify-partner/contract';
import { jsonSchemaOf } from '../../../tools/docs/json-schema';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { conformingTo, envelope } from '../support/event-arbitrary';
import { CLEARED, EVENT_ID, ID, RECEIVED, REJECTED } from '../support/events';
import { isSignedWith, PartnerServer } from '../support/partner-server';
import { queueEvent } from '../support/queue-event';

type Handler = typeof import('../../../functions/notify-partner/handler');

const secretsManager = mockClient(SecretsManagerClient);
const KEY = 'key-of-the-partner-secret-0123456789abcdef';
const wrapped = ({ type, ...detail }: { readonly type: string }) => envelope(type, detail);

let partner: PartnerServer;
let handler: Handler['handler'];
let random: jest.SpyInstance;
beforeAll(async () => {
  partner = await PartnerServer.start();
  Object.assign(process.env, AWS_VARIABLES, variablesOf(notifyPartner), { PARTNER_URL: partner.url() });
  ({ handler } = require('../../../functions/notify-partner/handler') as Handler);
});
afterAll(() => partner.stop());
beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: KEY, VersionId: '1' });
  partner.seen.length = 0;
  partner.answers = [{ status: 202 }];
  random = jest.spyOn(Math, 'random').mockReturnValue(0.1);
});
afterEach(() => random.mockRestore());

const handle = (event: unknown, remainingMillis = 10_000) =>
  captureLog(() => handler(event, lambdaContext(remainingMillis)));
const lines = (log: string) =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const FAILED = { batchItemFailures: [{ itemIdentifier: 'm0' }] };

describe('notify-partner', () => {
  test('GIVEN a cleared deposit THEN the partner is told that, signed, and nothing else', async () => {
    const { result, log } = await handle(queueEvent(wrapped(CLEARED)));
    expect(result).toEqual({ batchItemFailures: [] });
    expect(partner.seen).toHaveLength(1);
    expect(partner.seen[0]?.headers['idempotency-key']).toBe(EVENT_ID);
    expect(isSignedWith(KEY, partner.seen[0], new Date())).toBe(true);
    expect(JSON.parse(partner.seen[0]?.body ?? '')).toEqual({
      depositId: ID,
      outcome: 'CLEARED',
      occurredAt: CLEARED.metadata.occurredAt,
    });
    expect(lines(log)).toEqual([
      expect.objectContaining({ FunctionName: 'notify-partner', PartnerNotificationsDelivered: 1 }),
      expect.objectContaining({ level: 'info', depositId: ID, eventId: EVENT_ID, outcome: 'DepositCleared' }),
      expect.objectContaining({ messages: 1, failed: 0 }),
    ]);
  });

  test('GIVEN a rejected deposit THEN the partner is told why', async () => {
    await handle(queueEvent(wrapped(REJECTED)));
    expect(JSON.parse(partner.seen[0]?.body ?? '')).toEqual({
      depositId: ID,
      outcome: 'REJECTED',
      occurredAt: REJECTED.metadata.occurredAt,
      reasons: ['CHEQUE_PRESENTED_BEFORE'],
    });
  });

  test('GIVEN the same outcome twice THEN it is the same message with the same key', async () => {
    await handle(queueEvent(wrapped(CLEARED), wrapped(CLEARED)));
    const sent = partner.seen.map(({ headers, body }) => [headers['idempotency-key'], body]);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });

  test('GIVEN a partner that refuses one of two THEN that one fails, is counted, and is logged by its status', async () => {
    partner.answers = [
      (response, request) =>
        response
          .writeHead(request.headers['idempotency-key'] === EVENT_ID ? 422 : 200)
          .end('secret-of-the-partner'),
    ];
    const other = { ...REJECTED, metadata: { ...REJECTED.metadata, eventId: ID } };
    const { result, log } = await handle(queueEvent(wrapped(CLEARED), wrapped(other)));
    expect(result).toEqual(FAILED);
    expect(lines(log)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ PartnerNotificationsFailed: 1 }),
        expect.objectContaining({ PartnerNotificationsDelivered: 1 }),
        expect.objectContaining({
          level: 'error',
          depositId: ID,
          error: expect.objectContaining({
            type: 'PartnerRefusedError',
            message: 'the partner answered 422',
          }),
        }),
      ]),
    );
    expect(partner.seen).toHaveLength(2);
  });

  test('GIVEN a partner that is out for longer than there is time THEN the message comes again', async () => {
    partner.answers = [{ status: 503, headers: { 'Retry-After': '3600' } }];
    const { result, log } = await handle(queueEvent(wrapped(CLEARED)));
    expect(result).toEqual(FAILED);
    expect(log).toContain('PartnerNotificationsFailed');
    expect(log).toContain('UnavailableError');
  });

  test.each<[string, unknown]>([
    ['no JSON object', 'secret-4711'],
    ['another event', wrapped(RECEIVED)],
    ['an outcome that does not conform', { ...wrapped(REJECTED), detail: { reasons: ['secret-4711'] } }],
    ['a notification of SNS around it', { Type: 'Notification', Message: JSON.stringify(wrapped(CLEARED)) }],
  ])('GIVEN %s THEN the message fails and the partner is not called', async (_, body) => {
    const { result, log } = await handle(queueEvent(body));
    expect(result).toEqual(FAILED);
    expect(partner.seen).toEqual([]);
    expect(log).toContain('does not conform');
    expect(log).not.toContain('secret-4711');
  });

  test('THEN neither key, signature, body nor answer is in any log line', async () => {
    partner.answers = [
      { status: 500, body: 'secret-of-the-partner' },
      { status: 401, headers: { 'X-Secret': 'secret-of-the-partner' } },
      { status: 400, body: 'secret-of-the-partner' },
      { status: 200, body: 'secret-of-the-partner' },
    ];
    const { log } = await handle(queueEvent(wrapped(CLEARED), wrapped(REJECTED), wrapped(CLEARED)));
    const signatures = partner.seen.map(
      ({ headers }) => String(headers['x-signature']).split('v1=')[1] ?? '',
    );
    expect(signatures.length).toBeGreaterThanOrEqual(3);
    for (const secret of [KEY, 'secret-of-the-partner', 'CHEQUE_PRESENTED_BEFORE', ...signatures]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toMatch(/125000|v1=|outcomes\?of=us/);
  });

  test('THEN what conforms is told, without more than is meant for the partner, and what does not is not', async () => {
    const right = fc.oneof(
      ...[depositClearedV1, depositRejectedV1].map(({ name, schema }) =>
        conformingTo(jsonSchemaOf(schema)).map((detail) => envelope(name, detail)),
      ),
    );
    const wrong = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((junk) => ({ ...wrapped(REJECTED), detail: junk })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(right, { maxLength: 3 }),
        fc.array(wrong, { maxLength: 3 }),
        async (good, bad) => {
          partner.seen.length = 0;
          const { result } = await handle(queueEvent(...good, ...bad));
          expect(result.batchItemFailures).toHaveLength(bad.length);
          expect(partner.seen).toHaveLength(good.length);
          for (const { body } of partner.seen) {
            const members = Object.keys(JSON.parse(body) as object);
            expect(
              members.filter((name) => !['depositId', 'outcome', 'occurredAt', 'reasons'].includes(name)),
            ).toEqual([]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('GIVEN a URL that is not HTTPS THEN the function does not start', () => {
    const before = process.env['PARTNER_URL'];
    process.env['PARTNER_URL'] = 'http://partner.example/secret-4711';
    try {
      jest.isolateModules(() => {
        const load = () => require('../../../functions/notify-partner/handler') as Handler;
        expect(load).toThrow(/PARTNER_URL must be an https URL/);
        expect(load).not.toThrow(/secret-4711/);
      });
    } finally {
      process.env['PARTNER_URL'] = before;
    }
  });
});
