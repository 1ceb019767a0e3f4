import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository';

/** Which Node runs a function. */
export interface NodeRuntime {
  /** The binary. */
  readonly path: string;
  /** Why this is not what Lambda would run. Absent when it is. */
  readonly notice?: string;
}

/** The major version that the optional packages `node22-*` bring: that of the runtime `nodejs22.x`. */
const BUNDLED_MAJOR = 22;

const hostMajor = Number.parseInt(process.versions.node, 10);
const PACKAGES = join(repositoryRoot, 'tools', 'emulator', 'runtime', 'node_modules');

/** The Node 22 on this machine that functions would run on, if there is one. */
export function findNode22(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  packages: string = PACKAGES,
): string | undefined {
  const bundled = bundledNode(environment, packages);
  if (isExecutable(bundled)) return bundled;
  return hostMajor === BUNDLED_MAJOR ? process.execPath : undefined;
}

/**
 * The Node for a runtime such as `nodejs22.x`: the one that `VPC_LAMBDA_NODE22` names, the optional package for this
 * machine, or (with a notice) the Node that runs the emulator.
 *
 * @param packages where the optional packages are installed
 * @returns undefined when the runtime is not a Node one
 */
export function nodeRuntime(
  runtime: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  packages: string = PACKAGES,
): NodeRuntime | undefined {
  const major = Number(/^nodejs(\d+)\.x$/.exec(runtime)?.[1]);
  if (Number.isNaN(major)) return undefined;
  if (major === hostMajor) return { path: process.execPath };
  const bundled = bundledNode(environment, packages);
  if (isExecutable(bundled)) {
    if (major === BUNDLED_MAJOR) return { path: bundled };
    return { path: bundled, notice: `${runtime} is run on Node ${BUNDLED_MAJOR}: no Node ${major} is here.` };
  }
  return {
    path: process.execPath,
    notice:
      `${runtime} is run on this machine's Node ${process.versions.node}: ${bundled} is not there. ` +
      'Run npm ci without --omit=optional, or name a Node 22 in VPC_LAMBDA_NODE22.',
  };
}

function bundledNode(environment: Readonly<Record<string, string | undefined>>, packages: string): string {
  const own = environment['VPC_LAMBDA_NODE22'];
  return own || join(packages, `node22-${process.platform}-${process.arch}`, 'bin', 'node');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
