import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** How many managed resources the state of each stack has. */
function managed(directory: string): Record<string, number> {
  const count = (stack: string): number => {
    const state = JSON.parse(readFileSync(join(directory, `${stack}.tfstate`), 'utf8')) as {
      resources: readonly { mode: string }[];
    };
    return state.resources.filter(({ mode }) => mode === 'managed').length;
  };
  return Object.fromEntries(STACKS.map((stack) => [stack, count(stack)]));
}

describe('npx cdktf', () => {
  const out = join(repositoryRoot, 'cdktf.out');
  const states = join(out, 'state', 'emulator');
  let work: string;
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'vpc-lambda-cdktf-'));
    rmSync(join(out, 'state'), { recursive: true, force: true });
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('plans a stack, applies all, finds nothing to change, destroys all', async () => {
    const said = await inEmulator(`
      npx cdktf plan network
      echo '== apply'
      npx cdktf apply '*' --auto-approve
      cp -r '${states}' '${work}/applied'
      echo '== plan again'
      npx cdktf plan deposits
      echo '== destroy'
      npx cdktf destroy '*' --auto-approve
    `);
    const [planned = '', , again = ''] = said.split(/^== .*$/m);
    expect(planned).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    // What is printed is no measure: stacks speak at the same time, and cdktf loses a line now and then.
    for (const count of Object.values(managed(join(work, 'applied')))) expect(count).toBeGreaterThan(10);
    expect(managed(states)).toEqual(Object.fromEntries(STACKS.map((stack) => [stack, 0])));
    expect(again).toContain('No changes.');
    expect(existsSync(join(out, 'digest.json'))).toBe(true);
    expect(existsSync(join(out, 'hcl', 'deposits', 'functions.tf'))).toBe(true);
  });

  it('lists the stacks', async () => {
    const { stdout } = await promisify(execFile)('npx', ['cdktf', 'list'], {
      cwd: repositoryRoot,
      env: { ...process.env, VPC_LAMBDA_ENV: 'dev', NO_COLOR: '1' },
    });
    for (const stack of STACKS) expect(stdout).toContain(stack);
  });
});
