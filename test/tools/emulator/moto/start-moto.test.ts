import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type MotoProcess,
  type StartMotoOptions,
  startMoto,
} from '../../../../tools/emulator/moto/start-moto';

/** With a Python that answers the probe and then does what the script says, in the place of moto. */
describe('startMoto', () => {
  let bin: string;
  let started: MotoProcess[];
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'start-moto-'));
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((moto) => moto.stop()));
    rmSync(bin, { recursive: true, force: true });
  });

  function start(server: string, options: StartMotoOptions = {}, version = '5.2.1'): Promise<MotoProcess> {
    const file = join(bin, 'python3');
    const probe = JSON.stringify({ executable: file, moto: version });
    writeFileSync(file, `#!/bin/sh\nif [ "$1" = -c ]; then echo '${probe}'; exit; fi\n${server}\n`);
    chmodSync(file, 0o755);
    const env = { PATH: `${bin}:${process.env['PATH']}`, ...options.env };
    return startMoto({ ...options, env }).then((moto) => {
      started.push(moto);
      return moto;
    });
  }
  const READY = `echo '{"event": "ready", "url": "http://127.0.0.1:9", "moto": "5.2.1", "mends": ["sqs"]}'`;
  // Reads its input to the end, as the server does: `exec` so that a signal reaches it.
  const SERVING = `${READY}; exec cat`;

  it('answers when it can be called, and ends when stopped, twice if need be', async () => {
    const moto = await start(`echo "something else"; ${SERVING}`);
    expect(moto).toMatchObject({ url: 'http://127.0.0.1:9', version: '5.2.1', mends: ['sqs'] });
    await moto.stop();
    await moto.stop();
    await moto.ended;
    expect(() => process.kill(moto.pid, 0)).toThrow('ESRCH');
  });

  it('passes the port, the gateway and the place of the extension on', async () => {
    const lines: string[] = [];
    const moto = await start(`echo "$@ $VPC_LAMBDA_GATEWAY_URL $PYTHONPATH" >&2; ${SERVING}`, {
      port: 14999,
      gatewayUrl: 'http://127.0.0.1:1',
      log: (line) => lines.push(line),
    });
    await moto.stop();
    const extension = 'tools/emulator/moto/extension';
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^-m vpc_lambda_moto.server --port 14999 http://127.0.0.1:1 /.*${extension}$`),
      ),
    ]);
  });

  it('runs no functions without a gateway, whatever the environment says', async () => {
    const lines: string[] = [];
    const moto = await start(`echo "[$VPC_LAMBDA_GATEWAY_URL]" >&2; ${SERVING}`, {
      env: { VPC_LAMBDA_GATEWAY_URL: 'http://127.0.0.1:1' },
      log: (line) => lines.push(line),
    });
    await moto.stop();
    expect(lines).toEqual(['[]']);
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();
    const moto = await start(SERVING, { signal: abort.signal });
    abort.abort();
    await expect(moto.ended).resolves.toBeUndefined();
    await expect(start(SERVING, { signal: abort.signal })).rejects.toThrow('abort');
  });

  it('kills what does not end when asked', async () => {
    const moto = await start(`trap "" TERM; ${READY}; while true; do sleep 0.05; done`);
    await moto.stop();
    expect(() => process.kill(moto.pid, 0)).toThrow('ESRCH');
  });

  it('fails with what was said last when it ends too early', async () => {
    await expect(start('echo "Traceback: no" >&2; exit 3')).rejects.toThrow(
      'moto ended with status 3:\nTraceback: no',
    );
  });

  it('fails when it is not ready in time, and leaves nothing running', async () => {
    await expect(start('echo $$ >&2; exec cat', { readySeconds: 0.2 })).rejects.toThrow(
      /moto was not ready after 0\.2 s:\n\d+/,
    );
  });

  it('warns of another version', async () => {
    const lines: string[] = [];
    const moto = await start(SERVING, { log: (line) => lines.push(line) }, '5.9.0');
    await moto.stop();
    expect(lines).toEqual(['moto 5.9.0 is installed; the extension was written for 5.2.1']);
  });

  it('says how to install moto when it is missing', async () => {
    await expect(startMoto({ env: { PATH: bin } })).rejects.toThrow(/pip install/);
  });
});

describe('the server, for real', () => {
  it('serves AWS calls, and ends when the process that started it is killed', async () => {
    const moto = await startMoto();
    expect(moto.mends).toEqual(expect.arrayContaining(['rds_cluster', 'secrets_rotation', 'sqs']));
    const reset = await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' });
    expect(await reset.json()).toEqual({ status: 'ok' });
    await moto.stop();

    // A parent that dies without a word: what is left of it is the end of the pipe.
    const script = [
      `const { spawn } = require('node:child_process');`,
      `const child = spawn(process.env.SERVER, ['-m', 'vpc_lambda_moto.server'], { stdio: ['pipe', 'pipe', 'inherit'] });`,
      `child.stdout.once('data', () => { console.log(child.pid); process.kill(process.pid, 'SIGKILL'); });`,
    ].join('\n');
    const env = { ...process.env, SERVER: 'python3', PYTHONPATH: 'tools/emulator/moto/extension' };
    const parent = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))),
    );
    expect(pid).toBeGreaterThan(0);
    await expect(waitUntilGone(pid)).resolves.toBe(true);
  });
});

async function waitUntilGone(pid: number): Promise<boolean> {
  for (let left = 100; left > 0; left--) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
