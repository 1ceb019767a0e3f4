import { type Logger, pino } from 'pino';
import { safeError } from './safe-error';

export type { Logger };

/** Members that never reach a log, whoever passes them by mistake. Paths are relative to one log line. */
const SECRETS = ['password', 'secretString', 'SecretString', 'token', 'authorization', 'Authorization'];
const CUSTOMER_DATA = [
  'accountNumber',
  'depositAccountNumber',
  'routingNumber',
  'drawer',
  'chequeNumber',
  'body',
  'headers',
  'fields',
];
const REDACTED = [...SECRETS, ...CUSTOMER_DATA];

/** The part of Lambda's context that a log line tells. */
export interface Invocation {
  readonly awsRequestId: string;
}

export interface LoggerOptions {
  /** @default process.env */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Where lines go. @default standard output */
  readonly destination?: { write(line: string): void };
}

/**
 * The logger of a function: JSON lines with the function's name and version. Plain pino without a transport, which does
 * not survive bundling.
 */
export function createLogger(functionName: string, options: LoggerOptions = {}): Logger {
  const variables = options.variables ?? process.env;
  return pino(
    {
      level: variables['LOG_LEVEL'] ?? 'info',
      base: {
        function: variables['AWS_LAMBDA_FUNCTION_NAME'] ?? functionName,
        version: variables['AWS_LAMBDA_FUNCTION_VERSION'] ?? 'local',
      },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: safeError, err: safeError },
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    options.destination ?? standardOutput,
  );
}

/** Written at once: Lambda freezes the process when the answer is out, and a line in a buffer would be lost. */
const standardOutput = { write: (line: string): void => void process.stdout.write(line) };

let isColdStart = true;

/** The logger of one invocation. The first one in a process is told as a cold start. */
export function invocationLogger(logger: Logger, invocation: Invocation): Logger {
  const coldStart = isColdStart;
  isColdStart = false;
  return logger.child({ requestId: invocation.awsRequestId, coldStart });
}
