import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { generate } from 'selfsigned';
import { parseServiceUrl } from '../../../functions/adapters/https-post';
import {
  PartnerRefusedError,
  PartnerWebhook,
  type PartnerWebhookOptions,
  signatureHeader,
} from '../../../functions/adapters/partner-webhook';
import { SigningKey } from '../../../functions/adapters/signing-key';
import { Deadline } from '../../../functions/shared/deadline';
import { ConfigurationError, UnavailableError } from '../../../functions/shared/errors';
import { isSignedWith, PartnerServer } from '../support/partner-server';

const secretsManager = mockClient(SecretsManagerClient);
const KEY = 'first-key-of-the-partner-0123456789abcdef';
const NEW_KEY = 'second-key-of-the-partner-0123456789abcd';
const MESSAGE = { idempotencyKey: 'event-1', body: { depositId: 'd', outcome: 'CLEARED' } };

let partner: PartnerServer;
let random: jest.SpyInstance;
beforeEach(async () => {
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: KEY, VersionId: '1' });
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
  partner = await PartnerServer.start();
});
afterEach(async () => {
  random.mockRestore();
  await partner.stop();
});

const webhook = (options: Partial<PartnerWebhookOptions> & { millis?: number } = {}) => {
  const { millis = 3000, url = new URL(partner.url()), ...rest } = options;
  return new PartnerWebhook({
    url,
    key: new SigningKey('arn'),
    deadline: Deadline.after(millis),
    ...rest,
  });
};

describe('signatureHeader', () => {
  test('THEN it is the HMAC of time and body, as anybody computes it', () => {
    // printf '1769860800.{"a":1}' | openssl dgst -sha256 -hmac key
    expect(signatureHeader('key', '{"a":1}', new Date('2026-01-31T12:00:00.999Z'))).toBe(
      't=1769860800,v1=7bca7cefaa373393309b81feae2476685fb87b57ea4d5704e6234581d41872d9',
    );
  });
});

describe('PartnerWebhook', () => {
  test('GIVEN a partner that takes it THEN one signed POST', async () => {
    await webhook().send(MESSAGE);
    expect(partner.seen).toHaveLength(1);
    expect(partner.seen[0]).toMatchObject({
      method: 'POST',
      path: '/outcomes?of=us',
      body: '{"depositId":"d","outcome":"CLEARED"}',
      headers: {
        'content-type': 'application/json',
        'content-length': '37',
        'idempotency-key': 'event-1',
      },
    });
    expect(isSignedWith(KEY, partner.seen[0], new Date())).toBe(true);
    expect(isSignedWith(NEW_KEY, partner.seen[0], new Date())).toBe(false);
  });

  test('GIVEN a body with letters of two bytes THEN its length is right', async () => {
    await webhook().send({ ...MESSAGE, body: { note: 'é€' } });
    expect(partner.seen[0]?.body).toBe('{"note":"é€"}');
  });

  test.each([408, 425, 429, 500, 502, 503, 504, 599])(
    'GIVEN %d THEN again, with the same key and a signature',
    async (status) => {
      partner.answers = [{ status }, { status: 200 }];
      await webhook().send(MESSAGE);
      expect(partner.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['event-1', 'event-1']);
      expect(partner.seen.every((request) => isSignedWith(KEY, request, new Date()))).toBe(true);
    },
  );

  test.each([301, 302, 307, 308, 400, 403, 404, 409, 410, 422, 600])(
    'GIVEN %d THEN it is refused at once, and nobody is asked elsewhere',
    async (status) => {
      partner.answers = [{ status, headers: { Location: partner.url() }, body: 'secret of the partner' }];
      const error = await webhook()
        .send(MESSAGE)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(PartnerRefusedError);
      expect(error).toMatchObject({ status, message: `the partner answered ${status}` });
      expect(partner.seen).toHaveLength(1);
    },
  );

  test('GIVEN it stays busy THEN UnavailableError at the end of the time, with the last answer as its cause', async () => {
    partner.answers = [{ status: 503 }];
    random.mockReturnValue(0.3);
    const error = await webhook({ millis: 500 })
      .send(MESSAGE)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ cause: { message: 'the partner answered 503' } });
    expect(partner.seen.length).toBeGreaterThan(1);
  });

  describe('Retry-After', () => {
    const sentAt: number[] = [];
    const busy = (retryAfter: string) => {
      sentAt.length = 0;
      partner.answers = [429, 200].map((status) => (response) => {
        sentAt.push(performance.now());
        response.writeHead(status, status === 429 ? { 'Retry-After': retryAfter } : {}).end();
      });
    };
    const waited = () => (sentAt[1] ?? 0) - (sentAt[0] ?? 0);

    test('GIVEN seconds THEN so long is waited', async () => {
      busy('1');
      await webhook().send(MESSAGE);
      expect(waited()).toBeGreaterThanOrEqual(980);
    });

    test('GIVEN a date THEN until then', async () => {
      const now = new Date('2026-01-31T12:00:00.400Z');
      busy('Sat, 31 Jan 2026 12:00:01 GMT');
      await webhook({ now: () => now }).send(MESSAGE);
      expect(waited()).toBeGreaterThanOrEqual(580);
    });

    test.each(['soon', '-5', 'Sat, 31 Jan 2026 12:00:00 GMT'])(
      'GIVEN %s THEN nothing is waited for',
      async (text) => {
        busy(text);
        await webhook().send(MESSAGE);
        expect(waited()).toBeLessThan(500);
      },
    );

    test('GIVEN more than there is time for THEN it is given up at once', async () => {
      busy('60');
      const error = await webhook()
        .send(MESSAGE)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ retryAfterSeconds: 60 });
      expect(partner.seen).toHaveLength(1);
    });
  });

  describe('the signing key', () => {
    test('GIVEN 401 for a key that was rotated THEN it is read anew, once, and kept', async () => {
      const key = new SigningKey('arn');
      await webhook({ key }).send(MESSAGE);
      secretsManager.on(GetSecretValueCommand).resolves({ SecretString: NEW_KEY, VersionId: '2' });
      partner.answers = [{ status: 401 }, { status: 200 }];
      await webhook({ key }).send(MESSAGE);
      await webhook({ key }).send(MESSAGE);
      const signedWith = partner.seen.map((request) =>
        isSignedWith(KEY, request, new Date()) ? 'old' : 'new',
      );
      expect(signedWith).toEqual(['old', 'old', 'new', 'new']);
      expect(isSignedWith(NEW_KEY, partner.seen[3], new Date())).toBe(true);
      expect(secretsManager.calls()).toHaveLength(2);
    });

    test('GIVEN 401 and no other key THEN it is refused after one reading, and not sent again', async () => {
      partner.answers = [{ status: 401 }];
      await expect(webhook().send(MESSAGE)).rejects.toMatchObject({
        name: 'PartnerRefusedError',
        status: 401,
      });
      expect([partner.seen.length, secretsManager.calls().length]).toEqual([1, 2]);
    });

    test('GIVEN 401 for the newest key too THEN it is refused', async () => {
      secretsManager
        .on(GetSecretValueCommand)
        .resolvesOnce({ SecretString: KEY, VersionId: '1' })
        .resolves({ SecretString: NEW_KEY, VersionId: '2' });
      partner.answers = [{ status: 401 }];
      await expect(webhook().send(MESSAGE)).rejects.toMatchObject({ status: 401 });
      expect(partner.seen).toHaveLength(2);
    });

    test('GIVEN another message read the new key already THEN it is taken without a further reading', async () => {
      secretsManager
        .on(GetSecretValueCommand)
        .resolvesOnce({ SecretString: KEY, VersionId: '1' })
        .resolves({ SecretString: NEW_KEY, VersionId: '2' });
      const key = new SigningKey('arn');
      await expect(key.current(Deadline.after(500))).resolves.toBe(KEY);
      await expect(key.insteadOf(KEY, Deadline.after(500))).resolves.toBe(NEW_KEY);
      await expect(key.insteadOf(KEY, Deadline.after(500))).resolves.toBe(NEW_KEY);
      expect(secretsManager.calls()).toHaveLength(2);
    });

    test('GIVEN a key that is too short THEN nothing is sent, and it is not told', async () => {
      secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'short-key', VersionId: '1' });
      const sent = webhook().send(MESSAGE);
      await expect(sent).rejects.toThrow(/at least 32 characters/);
      await expect(sent).rejects.not.toThrow(/short-key/);
      expect(partner.seen).toEqual([]);
    });
  });

  describe('the network', () => {
    test('GIVEN a connection that breaks THEN again', async () => {
      partner.answers = [(response) => response.destroy(), { status: 204 }];
      await webhook().send(MESSAGE);
      expect(partner.seen).toHaveLength(2);
    });

    test('GIVEN an attempt without an answer THEN it is ended, and tried again', async () => {
      partner.answers = [() => undefined, { status: 204 }];
      await webhook({ attemptMillis: 100 }).send(MESSAGE);
      expect(partner.seen).toHaveLength(2);
    });

    test('GIVEN nobody listens THEN UnavailableError', async () => {
      const url = new URL(partner.url());
      await partner.stop();
      random.mockReturnValue(0.3);
      await expect(webhook({ url, millis: 300 }).send(MESSAGE)).rejects.toMatchObject({
        name: 'UnavailableError',
        cause: { code: 'ECONNREFUSED' },
      });
      partner = await PartnerServer.start();
    });

    test('GIVEN a partner that never says a word of TLS THEN the connection is given up', async () => {
      const silent = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const url = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
      random.mockReturnValue(0.3);
      const error = await webhook({ url, connectMillis: 100, millis: 400 })
        .send(MESSAGE)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'UnavailableError',
        cause: { message: 'no connection within 100 ms: ETIMEDOUT' },
      });
      silent.close();
    });

    test('GIVEN a body without end THEN the status counts, and the connection is closed', async () => {
      partner.answers = [
        (response) => {
          response.writeHead(200);
          const more = () =>
            void (response.destroyed || response.write('x'.repeat(32_768), () => setImmediate(more)));
          more();
        },
      ];
      await webhook().send(MESSAGE);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([partner.seen.length, partner.isConnected]).toEqual([1, false]);
    });

    test('GIVEN a body that stops in the middle THEN the status counts', async () => {
      partner.answers = [
        (response) => {
          response.writeHead(200, { 'Content-Length': '1000' }).write('some');
          setTimeout(() => response.destroy(), 20);
        },
      ];
      await webhook().send(MESSAGE);
      expect(partner.seen).toHaveLength(1);
    });

    test('GIVEN a body that never comes THEN it is left after two seconds', async () => {
      partner.answers = [
        (response) => void response.writeHead(200, { 'Content-Length': '1000' }).flushHeaders(),
      ];
      const startedAt = performance.now();
      await webhook({ millis: 6000 }).send(MESSAGE);
      expect(performance.now() - startedAt).toBeLessThan(4000);
      expect(partner.seen).toHaveLength(1);
    });

    test('GIVEN the time is over in the middle of a body THEN the status counts all the same', async () => {
      partner.answers = [
        (response) => void response.writeHead(200, { 'Content-Length': '1000' }).flushHeaders(),
      ];
      await webhook({ attemptMillis: 150 }).send(MESSAGE);
      expect(partner.seen).toHaveLength(1);
    });
  });

  describe('TLS', () => {
    let certificate: { readonly private: string; readonly cert: string };
    beforeAll(async () => {
      certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
        keyType: 'ec',
        extensions: [
          { name: 'basicConstraints', cA: true },
          { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
        ],
      });
    });
    let tls: PartnerServer;
    beforeEach(async () => {
      tls = await PartnerServer.start({ key: certificate.private, cert: certificate.cert });
    });
    afterEach(() => tls.stop());
    const secure = (host: string, trustedAuthorities?: string) =>
      webhook({
        url: new URL(tls.url('https', host)),
        ...(trustedAuthorities !== undefined && { trustedAuthorities }),
      }).send(MESSAGE);

    test('GIVEN a certificate of a trusted authority for the host THEN it is sent', async () => {
      await secure('localhost', certificate.cert);
      expect(tls.seen).toHaveLength(1);
    });

    test('GIVEN another host THEN nothing is sent, and nothing is tried again', async () => {
      await expect(secure('127.0.0.1', certificate.cert)).rejects.toMatchObject({
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      });
      expect(tls.seen).toEqual([]);
    });

    test('GIVEN an authority that nobody trusts THEN nothing is sent, whatever the environment allows', async () => {
      const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      try {
        await expect(secure('localhost')).rejects.toMatchObject({ code: expect.stringMatching(/CERT/) });
        expect(tls.seen).toEqual([]);
      } finally {
        if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
        else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      }
    });
  });
});

describe('parseServiceUrl', () => {
  test.each([
    'https://partner.example/outcomes',
    'https://partner.example:8443/outcomes?of=us',
    'http://localhost:8080/x',
    'http://127.0.0.1:8080/x',
    'http://127.1.2.3/x',
    'http://[::1]:8080/x',
  ])('%s is taken', (text) => {
    expect(parseServiceUrl(text, 'PARTNER_URL').href).toBe(text);
  });

  test.each([
    'http://partner.example/secret-4711',
    'http://127.0.0.1.partner.example/secret-4711',
    'http://localhost.partner.example/secret-4711',
    'https://user:secret-4711@partner.example/',
    'https://secret-4711@partner.example/',
    'https://:secret-4711@partner.example/',
    'ftp://partner.example/secret-4711',
    'file:///secret-4711',
    'secret-4711',
    '',
  ])('%s is refused, without being repeated', (text) => {
    const parse = () => parseServiceUrl(text, 'PARTNER_URL');
    expect(parse).toThrow(ConfigurationError);
    expect(parse).toThrow(/^PARTNER_URL must be an https URL/);
    expect(parse).not.toThrow(/secret-4711/);
  });
});
