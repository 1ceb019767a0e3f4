import type { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';
import { checkEnvironment } from './function-environment';

/** The retentions that CloudWatch Logs accepts, in days. Source: `PutRetentionPolicy`. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The props of a function that have limits, with their defaults filled in. */
export interface LimitedFunctionProps {
  readonly name: string;
  readonly description: string;
  readonly handler: string;
  readonly code: { readonly file: string; readonly sha256Base64: string };
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetentionDays: number;
  readonly onFailure?: { readonly retryAttempts?: number; readonly maxEventAgeSeconds?: number };
}

/** Records everything that Lambda would refuse. Limits: Lambda quotas and `CreateFunction`. */
export function checkFunction(problems: Problems, props: LimitedFunctionProps): void {
  const { name, description, handler, code, onFailure } = props;
  problems.check(/^[A-Za-z0-9_-]{1,64}$/.test(name), {
    code: 'function-name',
    property: 'name',
    received: name,
    allowed: '1 to 64 letters, digits, - and _',
    fix: 'Shorten the prefix of the environment or the name of the function.',
  });
  problems.check(description.length > 0 && description.length <= 256, {
    code: 'function-description',
    property: 'description',
    received: description,
    allowed: '1 to 256 characters',
    fix: 'Say in one sentence what the function is for.',
  });
  problems.check(/^[^\s]{1,128}$/.test(handler) && handler.includes('.'), {
    code: 'function-handler',
    property: 'handler',
    received: handler,
    allowed: 'file.export, at most 128 characters without white space',
    fix: 'Name the bundle and its export, such as index.handler.',
  });
  problems.check(code.file.length > 0, {
    code: 'function-code-file',
    property: 'code.file',
    received: code.file,
    allowed: 'the path of a zip file',
    fix: 'Bundle the function first, and give the artefact.',
  });
  problems.check(/^[A-Za-z0-9+/]{43}=$/.test(code.sha256Base64), {
    code: 'function-code-hash',
    property: 'code.sha256Base64',
    received: code.sha256Base64,
    allowed: 'the SHA-256 of the zip file in base64: 44 characters',
    fix: 'Give the hash that the bundler reports; it decides whether the code is deployed anew.',
  });
  checkRange(problems, {
    code: 'function-memory',
    property: 'memoryMib',
    received: props.memoryMib,
    least: 128,
    most: 10_240,
    service: 'Lambda',
  });
  checkRange(problems, {
    code: 'function-timeout',
    property: 'timeoutSeconds',
    received: props.timeoutSeconds,
    least: 1,
    most: 900,
    service: 'Lambda',
  });
  checkRange(problems, {
    code: 'function-concurrency',
    property: 'reservedConcurrency',
    received: props.reservedConcurrency,
    least: 0,
    most: 100_000,
    service: 'Lambda',
  });
  checkRange(problems, {
    code: 'function-retries',
    property: 'onFailure.retryAttempts',
    received: onFailure?.retryAttempts,
    least: 0,
    most: 2,
    service: 'Lambda',
  });
  checkRange(problems, {
    code: 'function-event-age',
    property: 'onFailure.maxEventAgeSeconds',
    received: onFailure?.maxEventAgeSeconds,
    least: 60,
    most: 21_600,
    service: 'Lambda',
  });
  problems.check(LOG_RETENTION_DAYS.includes(props.logRetentionDays), {
    code: 'function-log-retention',
    property: 'logRetentionDays',
    received: props.logRetentionDays,
    allowed: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
    fix: 'Choose one of the retentions of CloudWatch Logs.',
  });
  checkEnvironment(problems, props.environment);
}
