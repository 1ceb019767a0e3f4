import { readdirSync, readFileSync } from 'node:fs';

export type ProcessKind = 'parent' | 'moto' | 'function' | 'database' | 'other';

export interface FoundProcess {
  readonly pid: number;
  readonly kind: ProcessKind;
  readonly memoryBytes: number;
}

/** What a process needs of the memory at least: shared pages are counted for none but the database's first process. */
const PAGE_BYTES = 4096;

/**
 * The processes of this run: this one and those below it. Read from `/proc`; elsewhere than on Linux nothing is found,
 * and the report says so.
 */
export function processesOfThisRun(): readonly FoundProcess[] {
  const children = new Map<number, number[]>();
  for (const pid of pids()) {
    const parent = parentOf(pid);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found: FoundProcess[] = [];
  const visit = (pid: number): void => {
    const kind = pid === process.pid ? 'parent' : kindOf(read(pid, 'cmdline'));
    found.push({ pid, kind, memoryBytes: memoryOf(pid) });
    for (const child of children.get(pid) ?? []) visit(child);
  };
  if (children.size > 0) visit(process.pid);
  return found;
}

/** The process of a function's log stream: each execution environment writes to a stream of its own. */
export function processOfLogStream(logStream: string): number | undefined {
  const variable = `AWS_LAMBDA_LOG_STREAM_NAME=${logStream}`;
  return pids().find((pid) => read(pid, 'environ').split('\0').includes(variable));
}

/** The keys with which the functions that run now sign their calls. */
export function functionCredentials(): readonly string[] {
  return processesOfThisRun()
    .filter(({ kind }) => kind === 'function')
    .flatMap(({ pid }) => read(pid, 'environ').split('\0'))
    .flatMap((variable) => /^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)=(.+)$/s.exec(variable)?.[1] ?? []);
}

export function kindOf(commandLine: string): ProcessKind {
  if (commandLine.includes('runtime-client.cjs')) return 'function';
  if (commandLine.includes('vpc_lambda_moto')) return 'moto';
  if (/(^|\/)postgres/.test(commandLine)) return 'database';
  return 'other';
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  // The name of the program stands in brackets and may hold anything: what follows the last bracket counts.
  const stat = read(pid, 'stat');
  const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return parent === undefined ? undefined : Number(parent);
}

/** Resident pages without those that are shared with other processes. */
function memoryOf(pid: number): number {
  const [, resident = '0', shared = '0'] = read(pid, 'statm').split(' ');
  return Math.max(0, Number(resident) - Number(shared)) * PAGE_BYTES;
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
