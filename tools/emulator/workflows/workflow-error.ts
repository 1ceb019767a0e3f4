import type { AwsError } from '../gateway/aws-error';

/** An error that Step Functions answers a call with. */
export class WorkflowError extends Error implements AwsError {
  override readonly name = 'WorkflowError';
  readonly status = 400;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function executionDoesNotExist(arn: string): WorkflowError {
  return new WorkflowError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}
