import type { SigningKey } from '../gateway/signed-request';
import type { DeployedFunction } from './deployed-function';

export interface EnvironmentInput {
  readonly deployed: DeployedFunction;
  readonly credentials: SigningKey;
  /** Where every AWS client of the function sends its calls. */
  readonly gatewayEndpoint: string;
  /** `127.0.0.1:PORT` of this process's Runtime API. */
  readonly runtimeApi: string;
  readonly taskRoot: string;
  readonly runtimeFolder: string;
  readonly scratchFolder: string;
  readonly logStream: string;
  /** Names outside that are served on this machine. @default none */
  readonly outside?: OutsideHosts;
}

/** Hosts of the internet that lead to servers on this machine, for functions only. */
export interface OutsideHosts {
  /** `partner.example.com:443` to `127.0.0.1:PORT`. The deployed URL, SNI, `Host` and TLS verification stay as they are. */
  readonly hosts: Readonly<Record<string, string>>;
  /** A PEM file with the certificate of those servers, which the functions then trust beside the public ones. */
  readonly caCertificateFile?: string;
}

/**
 * The environment of a function's process: what Lambda sets for a managed Node runtime, what was deployed, and nothing of
 * this machine. Beyond Lambda's own there are: `AWS_ENDPOINT_URL` (the gateway instead of AWS), `TMPDIR` (a
 * private folder instead of `/tmp`), and the descriptor of the log frames, which the bootstrap removes;
 * and, where hosts outside are served here, their table (removed too) and `NODE_EXTRA_CA_CERTS`.
 */
export function functionEnvironment(input: EnvironmentInput): Record<string, string> {
  const { deployed, credentials } = input;
  return {
    ...overridable(input),
    ...deployed.environment,
    ...reserved(input),
    ...credentialVariables(credentials),
    ...outsideVariables(input.outside),
  };
}

/** Lambda sets these, and a function's own configuration may replace them. */
function overridable(input: EnvironmentInput): Record<string, string> {
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    NODE_PATH: '/opt/nodejs/node_modules',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    TMPDIR: input.scratchFolder,
  };
}

/** Lambda refuses to deploy a function that sets one of these. */
function reserved(input: EnvironmentInput): Record<string, string> {
  const { deployed } = input;
  return {
    _HANDLER: deployed.handler,
    AWS_REGION: deployed.region,
    AWS_DEFAULT_REGION: deployed.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: deployed.name,
    AWS_LAMBDA_FUNCTION_VERSION: deployed.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memoryMib),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: deployed.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStream,
    AWS_LAMBDA_RUNTIME_API: input.runtimeApi,
    LAMBDA_TASK_ROOT: input.taskRoot,
    LAMBDA_RUNTIME_DIR: input.runtimeFolder,
    AWS_ENDPOINT_URL: input.gatewayEndpoint,
    _LAMBDA_TELEMETRY_LOG_FD: '3',
    ...(deployed.logFormat === 'JSON' ? jsonLogVariables(deployed) : {}),
  };
}

function jsonLogVariables(deployed: DeployedFunction): Record<string, string> {
  return {
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    ...(deployed.applicationLogLevel ? { AWS_LAMBDA_LOG_LEVEL: deployed.applicationLogLevel } : {}),
  };
}

function outsideVariables(outside: OutsideHosts | undefined): Record<string, string> {
  if (!outside || Object.keys(outside.hosts).length === 0) return {};
  const { hosts, caCertificateFile } = outside;
  return {
    _VPC_LAMBDA_HOSTS: JSON.stringify(hosts),
    ...(caCertificateFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: caCertificateFile }),
  };
}

function credentialVariables(credentials: SigningKey): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
  };
}
