import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'guardian-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('GIVEN a process in an endless loop WHEN the emulator is killed THEN the process ends too, and a released one stays', async () => {
  const script = join(folder, 'parent.js');
  buildSync({
    stdin: {
      contents: `
        import { spawn } from 'node:child_process';
        import { Guardian } from './guardian';
        const guardian = new Guardian();
        const start = () => spawn(process.execPath, ['-e', 'for(;;);'], { detached: true, stdio: 'ignore' });
        const [guarded, released] = [start(), start()];
        guardian.guard(released.pid);
        guardian.guard(guarded.pid);
        guardian.release(released.pid);
        setTimeout(() => console.log(JSON.stringify([guarded.pid, released.pid])), 100);
        setInterval(() => {}, 1000);`,
      resolveDir: join(__dirname, '../../../../tools/emulator/functions'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    outfile: script,
  });
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (chunk) => resolve(String(chunk))),
  );
  const [guarded = 0, released = 0] = JSON.parse(line) as number[];
  try {
    expect([guarded, released].map(isRunning)).toEqual([true, true]);
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && isRunning(guarded); i += 1) await sleep(20);
    expect([guarded, released].map(isRunning)).toEqual([false, true]);
  } finally {
    process.kill(released, 'SIGKILL');
  }
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
