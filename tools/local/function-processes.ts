import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Kills the processes in which functions run, busy or idle, as a host that fails does.
 *
 * @returns how many there were
 * @throws Error where `ps` is missing
 */
export async function killFunctionProcesses(): Promise<number> {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
  let killed = 0;
  for (const line of stdout.split('\n')) {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) !== process.pid || !command.includes('runtime-client.cjs')) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
      killed += 1;
    } catch {
      // It has ended by itself.
    }
  }
  return killed;
}
