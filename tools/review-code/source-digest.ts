import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What decides what the analysis of the functions' code says: the code, its packages, the conventions, and the analysis. */
const SOURCES = [
  'functions',
  'policies/sdk',
  'tools/review-code',
  'package-lock.json',
  'tsconfig.json',
] as const;

/** A digest of those files, their names and their contents. */
export function sourceDigest(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addPath(hash, root, source);
  return hash.digest('hex');
}

function addPath(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const entries = listed(join(root, path));
  if (!entries) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
    return;
  }
  for (const name of entries) addPath(hash, root, `${path}/${name}`);
}

/** The names in a directory, in one order; nothing for a file. */
function listed(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
