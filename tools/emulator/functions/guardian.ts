import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A few kilobytes of shell that outlive the emulator by a moment: it is told of each function process, and when its
 * standard input ends, as it does however the emulator dies, it kills the process groups that are left. A function in an
 * endless loop could not notice by itself.
 */
const SCRIPT = `
trap '' INT TERM HUP
pids=' '
while read -r sign pid; do
  case "$sign" in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -9 "-$pid" 2>/dev/null; done
`;

/** Sees to it that no function process outlives the one that started it. */
export class Guardian {
  private shell: ChildProcess | undefined;

  /** Takes a process group under guard. Nothing happens where there is no POSIX shell. */
  guard(pid: number): void {
    this.tell(`+ ${pid}\n`);
  }

  /** The process has ended: its number may soon be another's. */
  release(pid: number): void {
    if (this.shell) this.tell(`- ${pid}\n`);
  }

  /** Ends the guard, and with it what is still running. */
  async close(): Promise<void> {
    const shell = this.shell;
    this.shell = undefined;
    if (!shell || shell.exitCode !== null) return;
    const ended = new Promise((resolve) => shell.once('exit', resolve));
    shell.stdin?.end();
    await ended;
  }

  private tell(line: string): void {
    this.shell ??= this.start();
    this.shell.stdin?.write(line);
  }

  private start(): ChildProcess {
    // A group of its own: Ctrl-C in the terminal must not end the guard before what it guards.
    const shell = spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      env: { PATH: '/usr/bin:/bin' },
    });
    shell.on('error', () => undefined);
    shell.stdin?.on('error', () => undefined);
    shell.unref();
    return shell;
  }
}
