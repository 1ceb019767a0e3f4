import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The version of moto that the extension was written for. */
export const MOTO_VERSION = '5.2.1';

/** The command that installs what the emulator needs. */
export const INSTALL_MOTO = `python3 -m pip install 'moto[server,stepfunctions]==${MOTO_VERSION}'`;

/** A Python that can run moto's server. */
export interface MotoPython {
  /** The interpreter itself, not a version manager's shim: it can be signalled. */
  readonly executable: string;
  /** The version of moto that it imports. */
  readonly moto: string;
}

/** moto cannot be run on this machine. The message ends with the command that mends it. */
export class MotoMissingError extends Error {
  override readonly name = 'MotoMissingError';
}

export interface FindPythonOptions {
  /** `VPC_LAMBDA_PYTHON` names the interpreter; without it the PATH is searched. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

const PROBE = `
import importlib.util, json, sys
answer = {"executable": sys.executable}
try:
    import moto, flask, flask_cors
    answer["moto"] = moto.__version__
except ImportError as error:
    answer["missing"] = str(error)
print(json.dumps(answer))
`;

interface ProbeAnswer {
  readonly executable: string;
  readonly moto?: string;
  readonly missing?: string;
}

/**
 * The interpreter that can import moto.
 *
 * @throws MotoMissingError when there is no Python, or none with moto: it says which, and how to install it
 */
export async function findPython(options: FindPythonOptions = {}): Promise<MotoPython> {
  const env = options.env ?? process.env;
  const named = env['VPC_LAMBDA_PYTHON'];
  const commands = named ? [named] : ['python3', 'python'];
  const without: string[] = [];
  for (const command of commands) {
    const answer = await probe(command, env);
    if (answer?.moto !== undefined) return { executable: answer.executable, moto: answer.moto };
    if (answer) without.push(`${answer.executable} (${answer.missing})`);
  }
  const found =
    without.length > 0 ? `moto cannot be imported by ${without.join(', ')}` : missing(commands, named);
  throw new MotoMissingError(`${found}. Install it: ${INSTALL_MOTO}`);
}

function missing(commands: readonly string[], named: string | undefined): string {
  if (named) return `VPC_LAMBDA_PYTHON=${named} does not run`;
  return `there is no Python on the PATH (looked for ${commands.join(', ')}); install Python 3.10 or later and moto`;
}

async function probe(command: string, env: NodeJS.ProcessEnv): Promise<ProbeAnswer | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-c', PROBE], { env, timeout: 30_000 });
    return JSON.parse(stdout) as ProbeAnswer;
  } catch {
    return undefined;
  }
}
