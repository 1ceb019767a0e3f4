import { type Bindings, type Logger as PinoLogger, pino } from 'pino';
import { redacted, redactedValue } from './redaction';
import { safeError } from './safe-error';

/**
 * pino's logger, but for `child` and `setBindings`: pino's formatters do not see what these are given, so it would go
 * past the redaction. `loggerWith` takes its place.
 */
export type Logger = Omit<PinoLogger, 'child' | 'setBindings'>;

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
 *
 * Redaction is ours, through pino's `formatters` and `hooks`: its `redact` ends at the depth that its paths have, takes
 * a fifth of the time of a warm call, and brings a parser of paths into every cold start.
 */
export function createLogger(functionName: string, options: LoggerOptions = {}): Logger {
  const variables = options.variables ?? process.env;
  return pino<never>(
    {
      level: variables['LOG_LEVEL'] ?? 'info',
      base: {
        function: variables['AWS_LAMBDA_FUNCTION_NAME'] ?? functionName,
        version: variables['AWS_LAMBDA_FUNCTION_VERSION'] ?? 'local',
      },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: redacted },
      hooks: {
        logMethod(args, method) {
          // What a message interpolates (`%o`) does not pass the formatters.
          for (let index = 1; index < args.length; index += 1) args[index] = redactedValue(args[index]);
          method.apply(this, args);
        },
      },
      serializers: { error: safeError, err: safeError },
    },
    options.destination ?? standardOutput,
  );
}

/** Written at once: Lambda freezes the process when the answer is out, and a line in a buffer would be lost. */
const standardOutput = { write: (line: string): void => void process.stdout.write(line) };

/**
 * A logger whose lines tell these members as well, redacted as all others. Make it of the function's logger and not of
 * one that was made so: V8 builds a new shape for each child of a child, which costs more than writing the line.
 */
export function loggerWith(logger: Logger, bindings: Bindings): Logger {
  return (logger as PinoLogger).child<never>(redacted(bindings));
}

let isColdStart = true;

/** What every line of an invocation tells. The first one in a process is told as a cold start. */
export function invocationBindings(invocation: Invocation): Readonly<Bindings> {
  const coldStart = isColdStart;
  isColdStart = false;
  return { requestId: invocation.awsRequestId, coldStart };
}

/** The logger of one invocation. */
export function invocationLogger(logger: Logger, invocation: Invocation): Logger {
  return loggerWith(logger, invocationBindings(invocation));
}
