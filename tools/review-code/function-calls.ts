import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FunctionCalls } from '../../policies/sdk/sdk-call';
import { discoverFunctions } from '../bundling/bundle-functions';
import { repositoryRoot } from '../repository';
import { CONVENTIONS } from './conventions';
import { sourceDigest } from './source-digest';

interface Stored {
  readonly digest: string;
  readonly functions: Readonly<Record<string, FunctionCalls>>;
}

/** One file, replaced when a source changes. */
const CACHE = join(repositoryRoot, '.build', 'review', 'function-calls.json');

export interface FunctionCallsOptions {
  /** Where the answer of an earlier run lies. @default .build/review/function-calls.json; `null` for none */
  readonly cache?: string | null;
}

/**
 * The calls of AWS in the code of every function of this system, by the function's folder. The first run after a change
 * of a source takes the TypeScript compiler some five seconds; after it, the answer is read from a file.
 */
export async function functionCalls({
  cache = CACHE,
}: FunctionCallsOptions = {}): Promise<ReadonlyMap<string, FunctionCalls>> {
  const digest = sourceDigest(repositoryRoot);
  const stored = cache === null ? undefined : read(cache);
  if (stored?.digest === digest) return new Map(Object.entries(stored.functions));
  // Here and not at the top: the compiler alone takes a quarter of a second to load.
  const { analyseFunctions } = await import('../../policies/sdk/analyse-functions');
  const names = await discoverFunctions(repositoryRoot);
  const entries = Object.fromEntries(names.map((name) => [name, `functions/${name}/handler.ts`]));
  const functions = analyseFunctions({ root: repositoryRoot, entries, ...CONVENTIONS });
  if (cache !== null) await write(cache, { digest, functions: Object.fromEntries(functions) });
  return functions;
}

function read(path: string): Stored | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Stored;
  } catch {
    // Not there, or cut short: it is made anew.
    return undefined;
  }
}

/** Whole or not at all: another run may read it at the same time. */
async function write(path: string, stored: Stored): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, JSON.stringify(stored));
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
