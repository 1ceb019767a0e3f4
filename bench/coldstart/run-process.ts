import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a part of a process took. */
export interface Taken {
  /** User and system time of the whole process, milliseconds. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface ProcessResult {
  readonly init: Taken;
  readonly first?: Taken;
  /** One call, on average. */
  readonly warm?: Taken;
  /** All of the process, the start of Node included: CPU seconds are the operating system's account. */
  readonly processCpuMs: number;
}

export interface ProcessOptions {
  readonly node: string;
  readonly artefact: string;
  readonly eventFile: string;
  /** Calls in a row after the first one and the warm-up. @default 0: the handler is not called at all */
  readonly calls?: number;
  /** Calls before those that count. @default 0 */
  readonly warmUpCalls?: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs one fresh process. Nothing of this process's environment reaches it. @throws Error when it fails */
export function runProcess(root: string, options: ProcessOptions): Promise<ProcessResult> {
  const { node, artefact, eventFile, calls = 0, warmUpCalls = 0, variables } = options;
  const script = join(root, 'bench', 'coldstart', 'process.cjs');
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script, artefact, eventFile, String(calls), String(warmUpCalls)], {
      env: { ...variables },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let report = '';
    let errors = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      report += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0 || report === '') reject(new Error(`${artefact} ended with ${code}:\n${errors}`));
      else resolve(JSON.parse(report) as ProcessResult);
    });
  });
}
