import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../emulator/start-emulator';
import { repositoryRoot } from '../repository';
import { writeCliConfig } from '../terraform/cli-config';
import { findProviderMirror } from '../terraform/provider-mirror';

export type EmulatorOptions = Parameters<typeof startEmulator>[0];

/** An emulator, and the environment in which Terraform, cdktf and the AWS CLI work against it. */
export interface EmulatorSession {
  readonly emulator: Emulator;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts the emulator for this checkout. The environment given holds everything a command needs: the address and
 * credentials, Terraform's CLI configuration (provider mirror), and the settings with which the cdktf command line works
 * offline and leaves nothing in the home directory. What functions do with their roles is judged; by the ways of the network
 * too, where the options name the directory that is applied.
 */
export async function startEmulatorSession(options: EmulatorOptions = {}): Promise<EmulatorSession> {
  const directory = join(repositoryRoot, '.vpc-lambda', 'terraform');
  mkdirSync(directory, { recursive: true });
  const mirror = findProviderMirror() ?? null;
  const terraform = writeCliConfig({ directory, mirror });
  const emulator = await startEmulator({ enforcement: {}, ...options });
  return {
    emulator,
    env: {
      ...terraform,
      ...emulator.environment(),
      VPC_LAMBDA_ENV: process.env['VPC_LAMBDA_ENV'] ?? 'emulator',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true',
      DISABLE_VERSION_CHECK: '1',
      // `terraform providers lock`, which cdktf runs before each plan, asks the registry and ignores a mirror.
      ...(mirror && { CDKTF_SKIP_PROVIDER_LOCK: 'true' }),
    },
  };
}
