import { Problems } from '../../../modules/core/errors';
import type { CustomerKeyAttributes } from '../../../modules/data/customer-key';
import type { AwsLocation } from '../../../modules/identity/aws-location';
import type { BucketPart } from '../../../modules/workflow/states/distributed-map';
import { END } from '../../../modules/workflow/states/flow';
import type { State, Workflow } from '../../../modules/workflow/states/state';
import { type LambdaTask, lambdaTask, type WorkflowFunction } from '../../../modules/workflow/states/task';

export const LOCATION: AwsLocation = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
export const MACHINE_ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:dev-clear';
export const LOG_KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/logs';

/** A function as a workflow calls it. */
export function called(name = 'work', timeoutSeconds = 30): WorkflowFunction {
  return { aliasArn: `arn:aws:lambda:eu-central-1:123456789012:function:dev-${name}:live`, timeoutSeconds };
}

/** A task that calls `work` and ends. */
export function task(change: Partial<LambdaTask> = {}): LambdaTask {
  return lambdaTask({ function: called(), payload: { 'id.$': '$.id' }, next: END, ...change });
}

/** A workflow of the states that begins with the first of them. */
export function workflow(states: Readonly<Record<string, State>>, change: Partial<Workflow> = {}): Workflow {
  const [startAt = ''] = Object.keys(states);
  return { comment: 'For a test', timeoutSeconds: 86_400, startAt, states, ...change };
}

/** The codes and properties that a check records, in their order. */
export function found(check: (problems: Problems) => void): ReadonlyArray<readonly [string, string]> {
  const problems = new Problems();
  check(problems);
  return problems.all.map(({ code, property }) => [code, property] as const);
}

const key: CustomerKeyAttributes = {
  keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/storage',
  location: LOCATION,
};

/** The part `work/` of a bucket. */
export const WORK: BucketPart = {
  bucket: { bucketName: 'dev-batches', bucketArn: 'arn:aws:s3:::dev-batches', key },
  prefix: 'work/',
};
