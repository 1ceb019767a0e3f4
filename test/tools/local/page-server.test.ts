import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { ActionRefusedError } from '../../../tools/local/action-refused-error';
import { type PageBackend, PageServer } from '../../../tools/local/page-server';
import { repositoryRoot } from '../../../tools/repository';

const ID = '01a20867-1d71-7185-b679-1c78c76b7dbe';
const folder = join(repositoryRoot, 'tools', 'local', 'page');

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe('the page server', () => {
  let acted: unknown[];
  let server: PageServer;
  const backend: PageBackend = {
    follow: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('event: everything\ndata: {}\n\n');
    },
    logs: (depositId) => ({ logs: [], depositId }),
    deposit: async (depositId) => (depositId === ID ? { id: depositId } : undefined),
    act: async (name, input) => {
      if (name === 'refused') throw new ActionRefusedError('not now');
      if (name === 'broken') throw new Error('the API does not answer');
      acted.push({ name, input });
      return { said: 'done' };
    },
  };
  beforeEach(async () => {
    acted = [];
    server = await PageServer.start(0, backend);
  });
  afterEach(() => server.stop());

  /** Not `fetch`, which sets Host and Origin itself. */
  function send(
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const { port } = new URL(server.url);
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async function token(): Promise<string> {
    const { body } = await send('GET', '/');
    return /name="page-token" content="([^"]+)"/.exec(body)?.[1] ?? '';
  }

  async function post(
    path: string,
    headers: Record<string, string> = {},
    body = '{"kind":"clean"}',
  ): Promise<Answer> {
    const origin = server.url.replace(/\/$/, '');
    return send('POST', path, { headers: { origin, 'x-page-token': await token(), ...headers }, body });
  }

  it('listens on the loopback only', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('serves every file of the page, and nothing beside it', async () => {
    for (const file of readdirSync(folder)) {
      const { status } = await send('GET', file === 'index.html' ? '/' : `/${file}`);
      expect({ file, status }).toEqual({ file, status: 200 });
    }
    for (const path of [
      '/index.html',
      '/../package.json',
      '/%2e%2e/package.json',
      '/toString',
      '/nosuch.js',
    ]) {
      expect({ path, status: (await send('GET', path)).status }).toEqual({ path, status: 404 });
    }
  });

  it('allows its own scripts and styles only, and the page has no other', async () => {
    const { headers, body } = await send('GET', '/');
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
  });

  it('names the recordings as such', async () => {
    expect((await send('GET', '/')).body).toMatch(/Recorded:.*Rekognition is not emulated/s);
  });

  it('does what its page asks for', async () => {
    const answer = await post('/actions/deposit');
    expect(answer).toMatchObject({ status: 200, body: '{"said":"done"}' });
    expect(acted).toEqual([{ name: 'deposit', input: { kind: 'clean' } }]);
  });

  it.each([
    ['with the name of another host', { host: 'evil.example:80' }, 421],
    ['from another page', { origin: 'http://evil.example' }, 403],
    ['from a page of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['with no token', { 'x-page-token': '' }, 403],
    ['with the token of another run', { 'x-page-token': 'x'.repeat(32) }, 403],
  ])('refuses what comes %s', async (_case, headers, status) => {
    expect((await post('/actions/deposit', headers)).status).toBe(status);
    expect(acted).toEqual([]);
  });

  it('refuses what changes something and says no origin', async () => {
    const headers = { 'x-page-token': await token() };
    expect((await send('POST', '/actions/deposit', { headers, body: '{}' })).status).toBe(403);
  });

  it('shows nothing under the name of another host', async () => {
    for (const path of ['/', '/events', '/logs', `/deposits/${ID}`]) {
      expect((await send('GET', path, { headers: { host: 'rebound.example' } })).status).toBe(421);
    }
  });

  it('makes a new token for each run', async () => {
    const first = await token();
    await server.stop();
    server = await PageServer.start(0, backend);
    expect(first).toHaveLength(32);
    expect(await token()).not.toBe(first);
  });

  it.each([
    ['/actions/refused', '{}', 422, 'not now'],
    ['/actions/broken', '{}', 502, 'the API does not answer'],
    ['/actions/deposit', 'no JSON', 422, 'the body must be a JSON object'],
    ['/actions/deposit', `"${'x'.repeat(20_000)}"`, 422, 'the request body is larger than 16384 bytes'],
    ['/nowhere', '{}', 404, 'there is no such action'],
  ])('answers %s with %s… in a sentence', async (path, body, status, problem) => {
    const answer = await post(path, {}, body);
    expect({ ...answer, body: JSON.parse(answer.body) }).toMatchObject({ status, body: { problem } });
  });

  it('answers no other method', async () => {
    const origin = server.url.replace(/\/$/, '');
    const headers = { origin, 'x-page-token': await token() };
    expect((await send('PUT', '/', { headers })).status).toBe(405);
  });

  it('shows deposits, logs and what happens', async () => {
    expect((await send('GET', `/deposits/${ID}`)).body).toBe(`{"id":"${ID}"}`);
    expect((await send('GET', `/deposits/${ID.replace('0', '1')}`)).status).toBe(404);
    expect((await send('GET', `/logs?deposit=${ID}`)).body).toBe(`{"logs":[],"depositId":"${ID}"}`);
    expect((await send('GET', '/events')).headers['content-type']).toBe('text/event-stream');
  });
});
