import { createHash } from 'node:crypto';
import { type ContextVariables, substitute } from './context-variables';
import type { DeployedApi } from './deployed-api';

/** One line for the deployed access-log group. */
export interface AccessLogLine {
  readonly logGroup: string;
  readonly logStream: string;
  readonly message: string;
}

/** The line in the stage's own format; undefined when the stage has no access log in CloudWatch. */
export function accessLogLine(api: DeployedApi, variables: ContextVariables): AccessLogLine | undefined {
  const { destinationArn = '', format = '' } = api.accessLog ?? {};
  const logGroup = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(destinationArn)?.[1];
  if (logGroup === undefined) return undefined;
  const logStream = createHash('md5').update(`${api.id}/${api.stage}`).digest('hex');
  return { logGroup, logStream, message: substitute(format, variables, '-') };
}
