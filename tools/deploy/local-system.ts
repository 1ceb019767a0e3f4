import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/start-emulator';
import { type SynthesizedSystem, synthesizeSystem } from '../synth/synthesize-system';
import { findTerraform, type TerraformBinary } from '../terraform/find-terraform';
import { output } from '../terraform/terraform-commands';
import { applySystem, type DeployOptions, type Terraform } from './deploy-system';
import { DepositClient } from './deposit-client';
import { type EmulatorOptions, startEmulatorSession } from './emulator-session';

export interface LocalSystemOptions {
  /** @default `emulator` */
  readonly environment?: string;
  /** Where the synthesized system lies. The state of an earlier emulator is removed from there. */
  readonly out: string;
  readonly emulator?: EmulatorOptions;
  /** Told of each step as it begins. */
  readonly onStep?: (step: string) => void;
  readonly onLine?: DeployOptions['onLine'];
  /** Called when the emulator runs and before anything is applied to it. */
  readonly onEmulator?: (emulator: Emulator) => Promise<void> | void;
  /** Stops the work under way, Terraform included. */
  readonly signal?: AbortSignal;
}

/** The whole system, applied to an emulator of its own and serving its API on the loopback. */
export interface LocalSystem {
  readonly system: SynthesizedSystem;
  readonly emulator: Emulator;
  readonly terraform: Terraform;
  /** Where the deployed API answers. */
  readonly apiUrl: string;
  /** A caller whom the API's authorization accepts. */
  readonly client: DepositClient;
  /** Ends the emulator, the API and every function process. */
  stop(): Promise<void>;
}

/** No Terraform on the PATH. */
export class TerraformMissingError extends Error {
  override readonly name = 'TerraformMissingError';

  constructor() {
    super('There is no terraform on the PATH. "vpc-lambda doctor" says how to get it');
  }
}

/**
 * Synthesizes the system, starts an emulator, applies every stack to it with the real Terraform, and serves the
 * deployed API. Whatever fails on the way, nothing is left running.
 */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalSystem> {
  const binary = await findTerraform();
  if (!binary) throw new TerraformMissingError();
  const environment = options.environment ?? 'emulator';
  const system = await synthesizeSystem({ environment, out: options.out, onStep: options.onStep });
  return deployLocally(system, binary, options);
}

/** The second half of {@link startLocalSystem}, for a system that is synthesized already. */
export async function deployLocally(
  system: SynthesizedSystem,
  binary: TerraformBinary,
  options: Omit<LocalSystemOptions, 'out' | 'environment'>,
): Promise<LocalSystem> {
  options.onStep?.('start the emulator');
  const { emulator, env } = await startEmulatorSession({ ...options.emulator, signal: options.signal });
  try {
    // What an earlier emulator held is gone with it. A state that remembers it would not only make Terraform look for
    // it: what leaves no trace to look for, such as an invocation, would be taken as done.
    rmSync(join(system.out, 'state'), { recursive: true, force: true });
    await options.onEmulator?.(emulator);
    const terraform: Terraform = { binary: binary.path, env, signal: options.signal };
    await applySystem(system, {
      terraform,
      onStack: ({ name, blocks }) => options.onStep?.(`apply ${name} (${blocks} blocks)`),
      onLine: options.onLine,
    });
    options.onStep?.('serve the deployed API');
    const deposits = system.stacks.find(({ name }) => name === 'deposits');
    if (!deposits) throw new Error('the system has no stack named deposits');
    const { api } = (await output({ ...terraform, directory: deposits.jsonDirectory })) as {
      api: { id: string; stage: string };
    };
    const served = await emulator.serveApi(api.id, api.stage);
    const client = new DepositClient(served.url, {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
      region: env['AWS_REGION'] ?? '',
    });
    return {
      system,
      emulator,
      terraform,
      apiUrl: served.url,
      client,
      async stop() {
        await served.stop();
        await emulator.stop();
      },
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
