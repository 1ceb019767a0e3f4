import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATOR_ACCOUNT_ID } from '../emulator/gateway/credential-registry';
import type { PartnerBank, PartnerDelivery } from '../emulator/partner/partner-bank';
import type { Emulator } from '../emulator/start-emulator';
import { type SynthesizedSystem, synthesizeSystem } from '../synth/synthesize-system';
import { findTerraform, type TerraformBinary } from '../terraform/find-terraform';
import { applySystem, type DeployOptions, type Terraform } from './deploy-system';
import { type DeployedOutputs, readOutputs } from './deployed-outputs';
import { DepositClient } from './deposit-client';
import { type EmulatorOptions, type EmulatorSession, startEmulatorSession } from './emulator-session';
import { LocalPartner } from './local-partner';
import { tracePath } from './trace-path';

export interface LocalSystemOptions {
  /** @default `emulator` */
  readonly environment?: string;
  /** Where the synthesized system lies. The state of an earlier emulator is removed from there. */
  readonly out: string;
  readonly emulator?: Omit<NonNullable<EmulatorOptions>, 'outside' | 'signal'>;
  /** Told of each step as it begins. */
  readonly onStep?: (step: string) => void;
  readonly onStack?: DeployOptions['onStack'];
  readonly onLine?: DeployOptions['onLine'];
  /** Each request that reached the partner bank. */
  readonly onDelivery?: (delivery: PartnerDelivery) => void;
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
  /** A caller whom the API's authorization accepts: the channel that submits deposits. */
  readonly client: DepositClient;
  /** A second one, who decides about deposits that the first one submitted. */
  readonly approver: DepositClient;
  /** The partner bank that is told of outcomes, and the deployed address that leads to it. */
  readonly partner: PartnerBank;
  readonly partnerUrl: string;
  readonly outputs: DeployedOutputs;
  /** Ends the emulator, the API, the partner and every function process. */
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
  options: Omit<LocalSystemOptions, 'out'>,
): Promise<LocalSystem> {
  options.onStep?.('start the emulator');
  const partner = await LocalPartner.start(options.environment ?? 'emulator', options.onDelivery);
  const ends = [() => partner.bank.stop()];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const session = await startSession(system, partner, options);
    ends.push(() => session.emulator.stop());
    return { ...(await deploy(system, binary, { session, partner }, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What functions do is judged by what is applied from the system's directory, and written down beside it. */
function startSession(
  system: SynthesizedSystem,
  { bank }: LocalPartner,
  { emulator, signal }: Pick<LocalSystemOptions, 'emulator' | 'signal'>,
): Promise<EmulatorSession> {
  const outside = { hosts: bank.hosts, caCertificateFile: bank.certificateFile };
  const enforcement = { system: system.out, trace: tracePath(system) };
  return startEmulatorSession({ enforcement, ...emulator, outside, ...(signal ? { signal } : {}) });
}

async function deploy(
  system: SynthesizedSystem,
  binary: TerraformBinary,
  { session, partner }: { readonly session: EmulatorSession; readonly partner: LocalPartner },
  options: Omit<LocalSystemOptions, 'out'>,
): Promise<Omit<LocalSystem, 'stop'>> {
  const { emulator, env } = session;
  // What an earlier emulator held is gone with it. A state that remembers it would not only make Terraform look for
  // it: what leaves no trace to look for, such as an invocation, would be taken as done.
  rmSync(join(system.out, 'state'), { recursive: true, force: true });
  await options.onEmulator?.(emulator);
  const terraform: Terraform = {
    binary: binary.path,
    env,
    ...(options.signal && { signal: options.signal }),
  };
  options.onStep?.(`apply ${system.stacks.length} stacks`);
  await applySystem(system, {
    terraform,
    ...(options.onStack && { onStack: options.onStack }),
    ...(options.onLine && { onLine: options.onLine }),
  });
  options.onStep?.('serve the deployed API');
  const outputs = await readOutputs(system, terraform);
  partner.trust(emulator, outputs.partnerSigningKeyArn);
  const { url: apiUrl } = await emulator.serveApi(outputs.api.id, outputs.api.stage);
  const region = env['AWS_REGION'] ?? '';
  return {
    system,
    emulator,
    terraform,
    apiUrl,
    client: new DepositClient(apiUrl, { ...emulator.credentials.operator, region }),
    approver: new DepositClient(apiUrl, { ...roleSession(emulator, 'approver'), region }),
    partner: partner.bank,
    partnerUrl: partner.url,
    outputs,
  };
}

/** The credentials of a person in a role of that name: another caller than the operator, whose key Terraform uses. */
function roleSession(emulator: Emulator, name: string) {
  return emulator.credentials.forPerson(`arn:aws:iam::${EMULATOR_ACCOUNT_ID}:role/${name}`, name);
}
