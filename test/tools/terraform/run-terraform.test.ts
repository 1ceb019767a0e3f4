import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTerraform, type TerraformContext, TerraformError } from '../../../tools/terraform/run-terraform';
import { FakeTerraform } from './fake-terraform';

describe('runTerraform', () => {
  let fake: FakeTerraform;
  afterEach(() => fake.dispose());

  function context(script: string, more: Partial<TerraformContext> = {}): TerraformContext {
    fake = new FakeTerraform(script);
    return { binary: fake.binary, directory: fake.directory, ...more };
  }
  const failure = (promise: Promise<unknown>): Promise<TerraformError> =>
    promise.then(
      () => Promise.reject(new Error('it succeeded')),
      (error: TerraformError) => error,
    );

  it('runs the command in the directory with the environment, and gives what was printed', async () => {
    const run = context('pwd; echo "$1 $2 $SETTING"; echo careful >&2', { env: { SETTING: 'set' } });
    await expect(runTerraform(run, ['plan', '-out=a b'])).resolves.toEqual({
      code: 0,
      stdout: `${fake.directory}\nplan -out=a b set\n`,
      stderr: 'careful\n',
    });
  });

  it('streams each line as it comes, the unfinished last one too', async () => {
    const lines: string[] = [];
    const run = context('echo one; echo two >&2; sleep 0.05; printf three', {
      onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    });
    await runTerraform(run, ['apply']);
    expect(lines.sort()).toEqual(['stderr: two', 'stdout: one', 'stdout: three']);
  });

  it('cannot be asked anything: standard input is closed', async () => {
    const run = context('read answer && echo "got $answer"; echo done');
    await expect(runTerraform(run, ['init'])).resolves.toMatchObject({ stdout: 'done\n' });
  });

  it('names command, directory and the end of what was said when it fails', async () => {
    const run = context('for n in $(seq 100); do echo "line $n" >&2; done; echo "Error: no" >&2; exit 1');
    const error = await failure(runTerraform(run, ['apply', '-auto-approve']));
    expect(error).toBeInstanceOf(TerraformError);
    expect(error.message).toMatch(
      new RegExp(`^terraform apply in ${fake.directory} failed with status 1:\\nline 62\\n`),
    );
    expect(error.message).toMatch(/Error: no$/);
    expect(error).toMatchObject({ command: 'apply', aborted: false, result: { code: 1 } });
  });

  it('falls back on standard output when nothing was said on the other', async () => {
    const run = context('echo "it is here"; exit 1');
    expect((await failure(runTerraform(run, ['show']))).message).toContain('it is here');
  });

  it('takes the statuses that the caller expects', async () => {
    const run = context('exit 2');
    await expect(runTerraform(run, ['plan'], { accept: [0, 2] })).resolves.toMatchObject({ code: 2 });
  });

  it('says so when there is nothing to run', async () => {
    const run = { ...context('exit 0'), binary: '/nowhere/terraform' };
    expect((await failure(runTerraform(run, ['init']))).message).toContain('ENOENT');
  });

  it('does not start when already aborted', async () => {
    const run = context('touch started', { signal: AbortSignal.abort() });
    expect(await failure(runTerraform(run, ['apply']))).toMatchObject({ aborted: true });
    expect(existsSync(join(fake.directory, 'started'))).toBe(false);
  });

  it('lets Terraform save its state when aborted', async () => {
    const abort = new AbortController();
    const run = context('trap "echo saved; exit 1" INT; echo ready; while true; do sleep 0.02; done', {
      signal: abort.signal,
      onLine: (line) => line === 'ready' && abort.abort(),
    });
    const error = await failure(runTerraform(run, ['apply']));
    expect(error).toMatchObject({ aborted: true });
    expect(error.result.stdout).toContain('saved');
    expect(error.message).toContain('was interrupted');
  });

  it('kills what does not end by itself, and the providers with it', async () => {
    const abort = new AbortController();
    const run = context(
      'trap "" INT; sleep 60 & echo $! > provider.pid; echo ready; while true; do sleep 0.02; done',
      { signal: abort.signal, interruptSeconds: 0.2, onLine: (line) => line === 'ready' && abort.abort() },
    );
    expect(await failure(runTerraform(run, ['apply']))).toMatchObject({ aborted: true });
    const provider = Number(readFileSync(join(fake.directory, 'provider.pid'), 'utf8'));
    await expect(waitUntilGone(provider)).resolves.toBe(true);
  });
});

/** A killed orphan stays visible until it is reaped: its state tells. */
async function waitUntilGone(pid: number): Promise<boolean> {
  for (let left = 100; left > 0; left--) {
    try {
      process.kill(pid, 0);
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
