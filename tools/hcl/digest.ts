import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the file that holds the digest, in the directory that it covers. */
export const DIGEST_FILE = 'digest.json';

/** What was synthesized, sealed. */
export interface Digest {
  readonly algorithm: 'sha256';
  /** `sha256:` and the hash over the paths and hashes of all files. What is approved. */
  readonly digest: string;
  /** The hash of each file, by its path below the directory, with `/` on every machine. */
  readonly files: Readonly<Record<string, string>>;
}

/** A file that is not what was sealed. */
export interface DigestProblem {
  readonly path: string;
  readonly problem: 'changed' | 'missing' | 'extra' | 'unreadable';
}

/** The digest covers files and the links to them, nothing that leads out of the directory. */
export class DigestError extends Error {
  override readonly name = 'DigestError';
}

/**
 * What Terraform and the cdktf command leave beside what they work on. All other files count, whatever their name:
 * a `.tf` or `.tfvars` file that somebody adds changes what is applied.
 */
const WORK_DIRECTORIES = new Set(['.terraform']);
const WORK_FILES =
  /^(?:\.terraform\.lock\.hcl|\..*\.lock\.info|.*\.tfstate(?:\..*)?|plan|.*\.tfplan|crash(?:\..*)?\.log)$/;

/**
 * The digest over all files of a synthesized directory: JSON, HCL, function archives, manifests. The same files give
 * the same digest in whatever order and place they lie.
 */
export function computeDigest(directory: string): Digest {
  const files: Record<string, string> = {};
  for (const path of filesBelow(directory, '').sort(compare)) {
    files[path] = createHash('sha256')
      .update(readFileSync(join(directory, path)))
      .digest('hex');
  }
  return { algorithm: 'sha256', digest: overall(files), files };
}

/** Computes the digest and writes it into the directory as `digest.json`. */
export function writeDigest(directory: string): Digest {
  const digest = computeDigest(directory);
  writeFileSync(join(directory, DIGEST_FILE), `${JSON.stringify(digest, null, 2)}\n`);
  return digest;
}

/** Compares the directory with its `digest.json`. Nothing is the proof that it is what was sealed. */
export function verifyDigest(directory: string): readonly DigestProblem[] {
  const sealed = readDigest(directory);
  if (typeof sealed === 'string') return [{ path: DIGEST_FILE, problem: sealed }];
  const { files } = computeDigest(directory);
  const problems: DigestProblem[] = [];
  if (sealed.digest !== overall(sealed.files)) problems.push({ path: DIGEST_FILE, problem: 'changed' });
  for (const path of [...new Set([...Object.keys(sealed.files), ...Object.keys(files)])].sort(compare)) {
    const before = sealed.files[path];
    const now = files[path];
    if (before === now) continue;
    problems.push({
      path,
      problem: before === undefined ? 'extra' : now === undefined ? 'missing' : 'changed',
    });
  }
  return problems;
}

function readDigest(directory: string): Digest | 'missing' | 'unreadable' {
  const file = join(directory, DIGEST_FILE);
  if (!existsSync(file)) return 'missing';
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isDigest(read) ? read : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function isDigest(value: unknown): value is Digest {
  if (typeof value !== 'object' || value === null) return false;
  const { algorithm, digest, files } = value as Record<string, unknown>;
  if (algorithm !== 'sha256' || typeof digest !== 'string' || typeof files !== 'object' || files === null)
    return false;
  return Object.values(files).every((hash) => typeof hash === 'string');
}

/** A path cannot hold a NUL, so no two sets of files give the same input. */
function overall(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort(compare)) hash.update(`${path}\0${files[path]}\n`);
  return `sha256:${hash.digest('hex')}`;
}

function filesBelow(root: string, path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) return WORK_DIRECTORIES.has(entry.name) ? [] : filesBelow(root, below);
    if (below === DIGEST_FILE || WORK_FILES.test(entry.name)) return [];
    if (!statSync(join(root, below)).isFile()) {
      throw new DigestError(
        `${below} is neither a file nor a directory of its own: replace it by what it leads to`,
      );
    }
    return [below];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
