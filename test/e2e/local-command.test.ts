import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../../tools/repository';

/** `vpc-lambda local`, interrupted in the middle of its work: Terraform, its provider, moto and functions run then. */
describe('Ctrl-C', () => {
  let command: ChildProcess;
  let said: string;
  let ended: Promise<number | null>;
  beforeEach(() => {
    said = '';
    command = spawn(process.execPath, [join('tools', 'bin', 'vpc-lambda.js'), 'local'], {
      cwd: repositoryRoot,
      env: { ...process.env, CI: 'true', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [command.stdout, command.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    ended = new Promise((resolve) => command.once('close', resolve));
  });
  afterEach(async () => {
    command.kill('SIGKILL');
    await ended;
  });

  it('leaves no process behind', async () => {
    await until(() => descendants(command.pid).some(({ args }) => /terraform-provider-aws/.test(args)), 120);
    const before = descendants(command.pid);
    expect(before.some(({ args }) => args.includes('vpc_lambda_moto'))).toBe(true);
    command.kill('SIGINT');
    expect(await ended).toBe(130);
    const pids = new Set(before.map(({ pid }) => pid));
    await until(() => processes().every(({ pid, state }) => !pids.has(pid) || state.startsWith('Z')), 10);
    // Plain lines: there is no terminal.
    expect(said).toContain('ok   start the emulator');
    expect(said).not.toContain('\u001b');
  });
});

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly args: string;
}

function processes(): readonly Process[] {
  const text = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', args = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), state, args }];
  });
}

/** The children of a process, theirs, and so on. */
function descendants(pid: number | undefined): readonly Process[] {
  const all = processes();
  const found: Process[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

async function until(isTrue: () => boolean, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`it did not come to it in ${seconds} s`);
    await sleep(200);
  }
}
