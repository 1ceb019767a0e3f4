import { Token } from 'cdktf';
import type { Problems } from '../core/errors';

/** Bytes of all variables of a function together. Source: Lambda quotas. */
export const MAX_ENVIRONMENT_BYTES = 4096;

/**
 * The names that Lambda sets itself and refuses in a function's configuration.
 * Source: AWS Lambda developer guide, "Defined runtime environment variables", the reserved ones.
 */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/**
 * Records what Lambda would refuse in the variables. Values that only Terraform knows count as empty: what is refused
 * here is too large whatever they are.
 */
export function checkEnvironment(problems: Problems, variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(variables).sort()) {
    problems.check(!RESERVED_VARIABLES.has(name), {
      code: 'function-environment-reserved',
      property: `environment.${name}`,
      received: name,
      allowed: 'a name that Lambda does not set itself',
      fix: 'Read the value that Lambda sets, or choose another name.',
    });
    problems.check(RESERVED_VARIABLES.has(name) || /^[A-Za-z][A-Za-z0-9_]+$/.test(name), {
      code: 'function-environment-name',
      property: `environment.${name}`,
      received: name,
      allowed: 'a letter, then at least one letter, digit or _',
      fix: 'Rename the variable.',
    });
  }
  const bytes = environmentBytes(variables);
  problems.check(bytes <= MAX_ENVIRONMENT_BYTES, {
    code: 'function-environment-size',
    property: 'environment',
    received: bytes,
    allowed: `at most ${MAX_ENVIRONMENT_BYTES} bytes of names and values together, as JSON`,
    fix: 'Put large values into a parameter or an object, and only their name into the environment.',
  });
}

/** The size as Lambda measures it: the UTF-8 bytes of the variables as a JSON object. */
export function environmentBytes(variables: Readonly<Record<string, string>>): number {
  const known = Object.entries(variables).map(([name, value]) => [
    name,
    Token.isUnresolved(value) ? '' : value,
  ]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(known)), 'utf8');
}
