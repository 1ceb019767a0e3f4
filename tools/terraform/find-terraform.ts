import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A Terraform that was found and that answered. */
export interface TerraformBinary {
  /** Absolute path of the executable. */
  readonly path: string;
  /** What `terraform version` says, for example `1.11.4`. */
  readonly version: string;
}

export interface FindTerraformOptions {
  /** Whose `PATH` is searched. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The first Terraform on the PATH that runs, or `undefined` when there is none: its absence is a normal state, and
 * every caller says itself what it leaves out then.
 */
export async function findTerraform(
  options: FindTerraformOptions = {},
): Promise<TerraformBinary | undefined> {
  const env = options.env ?? process.env;
  for (const path of candidates(env)) {
    const version = await versionOf(path, env);
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  const names = process.platform === 'win32' ? ['terraform.exe'] : ['terraform'];
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** `undefined` for a file that is called terraform and is not it, or a version manager's shim without a version. */
async function versionOf(path: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // A CLI configuration that is missing or wrong would print warnings; this question does not depend on it.
  const { TF_CLI_CONFIG_FILE: _configuration, ...rest } = env;
  try {
    const { stdout } = await promisify(execFile)(path, ['version', '-json'], {
      env: { ...rest, CHECKPOINT_DISABLE: '1' },
      timeout: 30_000,
    });
    const answer = JSON.parse(stdout) as { terraform_version?: unknown };
    return typeof answer.terraform_version === 'string' ? answer.terraform_version : undefined;
  } catch {
    return undefined;
  }
}
