import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type InputError, oneLine } from '../../policies/graph/input-error';

/** The files that a review reads, as the caller named them. */
export interface InputFiles {
  /** What is judged. */
  readonly path: string;
  readonly baseline?: string;
  readonly waivers?: string;
}

/** What is wrong with an input, where, and how to mend it: one line. */
export function describeInputError(error: InputError, { path, baseline, waivers }: InputFiles): string {
  const { file, position, problem } = error;
  const at = position ? `:${position.line}${position.column === undefined ? '' : `:${position.column}`}` : '';
  const told = (name: string, how: string): string =>
    oneLine(`${name}${at}: ${problem.replace(/[.\s]+$/, '')}. ${how}`);
  if (file === baseline) return told(file, 'Write one with vpc-lambda review --format json --out FILE');
  if (file === waivers || basename(file) === 'waivers.json') {
    return told(file === waivers ? file : fileOf(error, path), WAIVERS_FORM);
  }
  return told(fileOf(error, path), remedy(problem, path));
}

const WAIVERS_FORM =
  'A file of waivers is { "schemaVersion": 1, "waivers": [{ "rule", "address" or "construct", "owner", "reason", "expiry" }] }';

/** The loaders name files relative to what they load; whoever reads the message stands elsewhere. */
function fileOf({ file }: InputError, path: string): string {
  if (!existsSync(path)) return file;
  if (basename(path) === file) return path;
  const inside = join(path, file);
  return statSync(path).isDirectory() && existsSync(inside) ? inside : file;
}

function remedy(problem: string, path: string): string {
  if (/does not exist/.test(problem)) {
    return 'Give a plan as JSON, a directory that was synthesized, or a directory of .tf files';
  }
  if (/holds no \.tf/.test(problem)) {
    const inside = rootsBelow(path);
    return inside.length > 0
      ? `Review one of the directories in it that do: ${inside.join(', ')}`
      : 'Give the directory of a root module, or a plan as JSON';
  }
  if (/no synthesized directory/.test(problem)) return 'Give the directory that cdktf wrote: cdktf.out';
  if (/not HCL/.test(problem)) return 'Mend it; terraform validate shows it with its context';
  if (isBinaryPlan(path))
    return 'It is a plan as Terraform keeps it: terraform show -json PLAN > plan.json prints it as JSON';
  if (/neither a plan|not a plan/.test(problem))
    return 'Write one with terraform show -json PLAN > plan.json';
  if (/not JSON/.test(problem)) return 'Write it again; it may have been cut off';
  if (/nested/.test(problem)) return 'Split it into several files or modules';
  if (/larger than/.test(problem)) return 'Review its parts one by one';
  if (/cannot be read/.test(problem)) return 'Let this user read it';
  return 'Mend it and review again';
}

/** Directories just below that hold a root module. */
function rootsBelow(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .filter(({ name }) => readdirSync(join(path, name)).some((file) => /\.tf(\.json)?$/.test(file)))
      .map(({ name }) => join(path, name))
      .sort()
      .slice(0, 5);
  } catch {
    return [];
  }
}

/** `terraform plan -out` writes a zip archive. */
function isBinaryPlan(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 2, 0);
  } finally {
    closeSync(file);
  }
  return start.toString('latin1') === 'PK';
}
