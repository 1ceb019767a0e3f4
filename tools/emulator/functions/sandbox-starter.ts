import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { CredentialRegistry } from '../gateway/credential-registry';
import type { CodeStore } from './code-store';
import type { DeployedFunction } from './deployed-function';
import { functionEnvironment, type OutsideHosts } from './environment';
import type { Guardian } from './guardian';
import { nodeRuntime } from './node-runtime';
import { InitFailure, RUNTIME_FOLDER, Sandbox } from './sandbox';
import { LambdaServiceError } from './service-error';

/** Lambda's limit for the initialisation before the first invocation. */
const INIT_LIMIT_MS = 10_000;

export interface SandboxStarterOptions {
  readonly code: CodeStore;
  readonly guardian: Guardian;
  readonly credentials: CredentialRegistry;
  readonly gatewayEndpoint: string;
  readonly outside?: OutsideHosts;
  readonly onLine: (sandbox: Sandbox, line: string, timeMs: number) => void;
  readonly onNotice: (message: string) => void;
}

/** Makes a process from a deployed function: its code, its environment, the Node that it names. */
export class SandboxStarter {
  constructor(private readonly options: SandboxStarterOptions) {}

  /**
   * @throws LambdaServiceError when it cannot be run here, or its code cannot be had
   * @throws InitFailure when the function itself does not start
   */
  async start(deployed: DeployedFunction): Promise<Sandbox> {
    const { code, credentials, gatewayEndpoint, guardian, onLine, onNotice, outside } = this.options;
    const node = nodeRuntime(deployed.runtime);
    if (!node) {
      const message = `${deployed.name} has the runtime ${deployed.runtime}: only Node.js is run locally.`;
      throw new LambdaServiceError(502, 'InvalidRuntimeException', message);
    }
    if (node.notice) onNotice(node.notice);
    if (deployed.layerArns.length > 0) {
      onNotice(`${deployed.name}: its layers are not there when it runs locally.`);
    }
    const [taskRoot, scratchFolder] = await Promise.all([
      code.unpack(deployed.codeLocation, deployed.codeSha256),
      code.scratch(),
    ]);
    const logStream = newLogStream(deployed);
    const variables = {
      deployed,
      credentials: credentials.forFunction(deployed.arn, deployed.roleArn),
      gatewayEndpoint,
      taskRoot,
      runtimeFolder: RUNTIME_FOLDER,
      scratchFolder,
      logStream,
      ...(outside ? { outside } : {}),
    };
    const input = {
      deployed,
      nodePath: node.path,
      taskRoot,
      logStream,
      guardian,
      environment: (runtimeApi: string) => functionEnvironment({ ...variables, runtimeApi }),
      onLine,
    };
    const clean = () => rm(scratchFolder, { recursive: true, force: true }).catch(() => undefined);
    try {
      const sandbox = await startTwice(input);
      void sandbox.exited.then(clean);
      return sandbox;
    } catch (error) {
      await clean();
      throw error;
    }
  }
}

/**
 * As on Lambda: an initialisation that takes longer than ten seconds is done again as part of the invocation, with the
 * function's own time.
 */
async function startTwice(input: Omit<Parameters<typeof Sandbox.start>[0], 'initLimitMs'>): Promise<Sandbox> {
  try {
    return await Sandbox.start({ ...input, initLimitMs: INIT_LIMIT_MS });
  } catch (error) {
    const limitMs = input.deployed.timeoutSeconds * 1000;
    const isLate = error instanceof InitFailure && error.outcome.kind === 'timeout';
    if (!isLate || limitMs <= INIT_LIMIT_MS) throw error;
    return Sandbox.start({ ...input, initLimitMs: limitMs });
  }
}

function newLogStream(deployed: DeployedFunction): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${deployed.version}]${randomBytes(16).toString('hex')}`;
}
