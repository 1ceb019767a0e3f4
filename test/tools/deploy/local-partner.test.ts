import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { LocalPartner } from '../../../tools/deploy/local-partner';
import { closeServer, listen } from '../../../tools/emulator/gateway/http';
import { sign } from '../../../tools/emulator/partner/signature';
import type { Emulator } from '../../../tools/emulator/start-emulator';

const KEY = 'a signing key that is long enough for it';

describe('the partner of a local run', () => {
  let partner: LocalPartner;
  let secrets: Server;
  let answer: { status: number; body: object };
  let emulator: Emulator;
  beforeEach(async () => {
    answer = { status: 200, body: { SecretString: KEY } };
    secrets = createServer((incoming, response) => {
      incoming.resume();
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
    const endpoint = `http://127.0.0.1:${await listen(secrets)}`;
    emulator = {
      endpoint,
      environment: () => ({ AWS_REGION: 'eu-central-1' }),
      credentials: { operator: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } },
    } as unknown as Emulator;
    partner = await LocalPartner.start('emulator');
  });
  afterEach(async () => {
    await partner.bank.stop();
    await closeServer(secrets);
  });

  function notify(key: string): Promise<number> {
    const { hostname, pathname } = new URL(partner.url);
    const [, port] = (partner.bank.hosts[`${hostname}:443`] ?? '').split(':');
    const body = '{"depositId":"d"}';
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path: pathname,
          servername: hostname,
          ca: readFileSync(partner.bank.certificateFile),
          method: 'POST',
          headers: {
            host: hostname,
            'idempotency-key': 'k',
            'x-signature': sign(body, key, Math.floor(Date.now() / 1000)),
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  it('is at the host that the environment names', () => {
    expect(partner.url).toBe('https://partner.example.com/v1/outcomes');
    expect(Object.keys(partner.bank.hosts)).toEqual(['partner.example.com:443']);
  });

  it('knows no key before it was deployed', async () => {
    expect(await notify(KEY)).toBe(503);
  });

  it('takes what is signed with the deployed key, and nothing else', async () => {
    partner.trust(emulator, 'arn:key');
    expect(await notify(KEY)).toBe(200);
    expect(await notify('another key')).toBe(401);
  });

  it('reads the key again after a rotation', async () => {
    partner.trust(emulator, 'arn:key');
    expect(await notify(KEY)).toBe(200);
    answer.body = { SecretString: 'a new key, as long as the one before it' };
    expect(await notify(KEY)).toBe(401);
  });

  it('has no key while Secrets Manager does not answer', async () => {
    partner.trust(emulator, 'arn:key');
    answer = { status: 500, body: {} };
    expect(await notify(KEY)).toBe(503);
  });

  it('tells of each delivery', async () => {
    await partner.bank.stop();
    const told: number[] = [];
    partner = await LocalPartner.start('emulator', ({ status }) => told.push(status));
    partner.trust(emulator, 'arn:key');
    await notify(KEY);
    expect(told).toEqual([200]);
  });
});
