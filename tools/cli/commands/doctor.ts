import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { findNode22 } from '../../emulator/functions/node-runtime';
import { findPython, INSTALL_MOTO } from '../../emulator/moto/find-python';
import { findTerraform } from '../../terraform/find-terraform';
import { AWS_PROVIDER, findProviderMirror } from '../../terraform/provider-mirror';
import { EXIT, UsageError } from '../errors';

/** What one look at the machine gave. */
interface Finding {
  readonly name: string;
  readonly status: 'found' | 'missing' | 'broken';
  readonly detail: string;
  /** What cannot be done without it. */
  readonly neededFor: string;
  /** The command that mends it; absent when nothing is to mend. */
  readonly mend?: string;
  /** Whether the project does nothing at all without it. */
  readonly required: boolean;
}

/** `vpc-lambda doctor`: what is installed, what is missing, the command that mends it. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what is installed, what is missing, and the command that mends it')
    .option('--format <format>', 'text or json', 'text')
    .action(async ({ format }: { format: string }) => {
      if (!['text', 'json'].includes(format))
        throw new UsageError(`--format ${format}: allowed are text and json`);
      const findings = await examine();
      process.stdout.write(
        format === 'json' ? `${JSON.stringify({ schemaVersion: 1, findings }, null, 2)}\n` : toText(findings),
      );
      const bad = findings.some(
        ({ required, status }) => status === 'broken' || (required && status === 'missing'),
      );
      process.exitCode = bad ? EXIT.findings : EXIT.fine;
    });
}

async function examine(): Promise<readonly Finding[]> {
  return Promise.all([node(), terraform(), provider(), moto(), node22(), postgres(), awsCli()]);
}

async function node(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fine = major > 20 || (major === 20 && minor >= 12);
  return {
    name: 'Node.js',
    status: fine ? 'found' : 'broken',
    detail: process.versions.node,
    neededFor: 'everything',
    required: true,
    ...(!fine && { mend: 'nvm install 20 (20.12 or later)' }),
  };
}

async function terraform(): Promise<Finding> {
  const common = {
    name: 'Terraform',
    neededFor: 'plan, apply, destroy, and validating the HCL',
    required: false,
  };
  const found = await findTerraform();
  const mend = 'install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install';
  if (!found) return { ...common, status: 'missing', detail: 'not on the PATH', mend };
  const [major = 0, minor = 0] = found.version.split('.').map(Number);
  const fine = major > 1 || (major === 1 && minor >= 11);
  return {
    ...common,
    status: fine ? 'found' : 'broken',
    detail: `${found.version}, ${found.path}`,
    ...(!fine && { mend }),
  };
}

async function provider(): Promise<Finding> {
  const common = {
    name: `AWS provider ${AWS_PROVIDER.version}`,
    neededFor: 'working without a network',
    required: false,
  };
  try {
    const mirror = findProviderMirror();
    if (mirror) return { ...common, status: 'found', detail: `mirror in ${mirror.path}` };
    return {
      ...common,
      status: 'missing',
      detail: 'no mirror: Terraform downloads it from its registry at the first init (700 MB unpacked)',
      mend: 'nothing to do with a network; without one, set TF_PLUGIN_MIRROR to the output of "terraform providers mirror"',
    };
  } catch (error) {
    return {
      ...common,
      status: 'broken',
      detail: messageOf(error),
      mend: 'unset TF_PLUGIN_MIRROR, or correct it',
    };
  }
}

async function moto(): Promise<Finding> {
  const common = {
    name: 'moto',
    neededFor: 'the emulator: vpc-lambda local, npm start, end-to-end tests',
    required: false,
  };
  try {
    const found = await findPython();
    return { ...common, status: 'found', detail: `${found.moto}, ${found.executable}` };
  } catch (error) {
    return {
      ...common,
      status: 'missing',
      detail: messageOf(error).split('\n')[0] ?? '',
      mend: INSTALL_MOTO,
    };
  }
}

async function node22(): Promise<Finding> {
  const common = {
    name: 'Node.js 22',
    neededFor: 'running functions locally on the runtime that is deployed',
    required: false,
  };
  const found = findNode22();
  if (found) return { ...common, status: 'found', detail: found };
  return {
    ...common,
    status: 'missing',
    detail: `functions run on Node.js ${process.versions.node} here`,
    mend: 'npm ci (it brings one for Linux), or set VPC_LAMBDA_NODE22 to a Node.js 22',
  };
}

async function postgres(): Promise<Finding> {
  const common = {
    name: 'PostgreSQL server',
    neededFor: 'testing the Data API on a real server',
    required: false,
  };
  const { findPostgres } = await import('../../emulator/data-api/local-postgres');
  const found = await findPostgres();
  if ('reason' in found)
    return {
      ...common,
      status: 'missing',
      detail: `${found.reason}; the embedded database serves`,
      mend: 'apt-get install postgresql',
    };
  return { ...common, status: 'found', detail: found.directory };
}

async function awsCli(): Promise<Finding> {
  const common = {
    name: 'AWS CLI',
    neededFor: 'looking into the emulator or the account by hand',
    required: false,
  };
  try {
    const { stdout } = await promisify(execFile)('aws', ['--version'], { timeout: 20_000 });
    return { ...common, status: 'found', detail: stdout.trim().split(' ')[0] ?? '' };
  } catch {
    return {
      ...common,
      status: 'missing',
      detail: 'not on the PATH',
      mend: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    };
  }
}

function toText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ name, status, detail, neededFor, mend }) => [
    `${status.padEnd(7)}  ${name.padEnd(width)}  ${detail}`,
    ...(status === 'found' ? [] : [`         needed for ${neededFor}`]),
    ...(mend ? [`         mend: ${mend}`] : []),
  ]);
  return `${lines.join('\n')}\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
