import { type ChildProcess, spawn } from 'node:child_process';
import { killFunctionProcesses } from '../../../tools/local/function-processes';

describe('killing function processes', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  function start(argument: string): { child: ChildProcess; ended: Promise<NodeJS.Signals | null> } {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', argument], {
      stdio: 'ignore',
    });
    started.push(child);
    return { child, ended: new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal))) };
  }

  it('ends those of this process, and nothing else', async () => {
    const functions = [start('/runtime/runtime-client.cjs'), start('/runtime/runtime-client.cjs')];
    const other = start('/something/else.cjs');
    expect(await killFunctionProcesses()).toBe(2);
    expect(await Promise.all(functions.map(({ ended }) => ended))).toEqual(['SIGKILL', 'SIGKILL']);
    expect(other.child.exitCode).toBeNull();
    expect(other.child.signalCode).toBeNull();
  });

  it('finds none where none runs', async () => {
    expect(await killFunctionProcesses()).toBe(0);
  });
});
