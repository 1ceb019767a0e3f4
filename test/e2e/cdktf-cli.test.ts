import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../../tools/repository';

/**
 * The commands of a platform team, `npx cdktf plan|apply|destroy`, as the README shows them: the project's own
 * cdktf-cli, without a terminal, against the emulator. One emulator for all of them, so they run in one session.
 */
const bin = join(repositoryRoot, 'tools', 'bin', 'vpc-lambda.js');

/** Runs a shell script inside one emulator session, without a terminal and without standard input. */
async function inEmulator(script: string): Promise<string> {
  const command = `exec 2>&1; set -e; ${script}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [bin, 'emulator', '--', 'sh', '-c', command],
    {
      cwd: repositoryRoot,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      maxBuffer: 1 << 28,
    },
  );
  return stdout;
}

const STACKS = ['network', 'data', 'messaging', 'access', 'deposits', 'operations'];

describe('npx cdktf', () => {
  const out = join(repositoryRoot, 'cdktf.out');
  beforeAll(() => rmSync(join(out, 'state'), { recursive: true, force: true }));

  it('plans a stack, applies all, finds nothing to change, destroys all', async () => {
    const said = await inEmulator(`
      npx cdktf plan network
      echo '== apply'
      npx cdktf apply '*' --auto-approve
      echo '== plan again'
      npx cdktf plan deposits
      echo '== destroy'
      npx cdktf destroy '*' --auto-approve
    `);
    const [planned = '', applied = '', again = '', destroyed = ''] = said.split(/^== .*$/m);
    expect(planned).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    // Stacks speak at the same time: cdktf puts a name before the first of several lines only.
    const ends = (text: string, end: RegExp) =>
      [...text.matchAll(end)].filter(([, count]) => Number(count) > 0);
    expect(ends(applied, /Apply complete! Resources: (\d+) added, 0 changed, 0 destroyed/g)).toHaveLength(
      STACKS.length,
    );
    expect(ends(destroyed, /Destroy complete! Resources: (\d+) destroyed/g)).toHaveLength(STACKS.length);
    for (const stack of STACKS) {
      expect(applied).toMatch(new RegExp(`^ *${stack} `, 'm'));
      expect(destroyed).toMatch(new RegExp(`^ *${stack} `, 'm'));
    }
    expect(again).toContain('No changes.');
    expect(existsSync(join(out, 'digest.json'))).toBe(true);
    expect(existsSync(join(out, 'hcl', 'deposits', 'functions.tf'))).toBe(true);
  });

  it('lists the stacks', async () => {
    const { stdout } = await promisify(execFile)('npx', ['cdktf', 'list'], {
      cwd: repositoryRoot,
      env: { ...process.env, VPC_LAMBDA_ENV: 'dev', NO_COLOR: '1' },
    });
    for (const stack of ['network', 'data', 'messaging', 'access', 'deposits', 'operations'])
      expect(stdout).toContain(stack);
  });
});
