import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import type { Construct } from 'constructs';
import type { Statement } from '../core/capability';

/** Where Lambda puts an event that the function could not handle: an SQS queue, an SNS topic, an event bus, a function. */
export interface FailureDestination {
  readonly destinationArn: string;
  /** What the function's role needs for it. Lambda sends, not the code, so no network path is opened. */
  readonly statements: readonly Statement[];
}

/** What becomes of asynchronous invocations that fail. Calls that wait for an answer get the error instead. */
export interface FailureHandlingProps {
  readonly destination: FailureDestination;
  /** How often Lambda tries again after an error, 0 to 2. @default 2 */
  readonly retryAttempts?: number;
  /** For how long an event may wait, 60 to 21,600. @default 3600 */
  readonly maxEventAgeSeconds?: number;
}

/**
 * Sets the handling for the alias by an on-failure destination, not by `dead_letter_config`: the destination receives
 * the event together with the error, the stack trace and the number of attempts, which a dead-letter queue does not; it
 * belongs to the alias and not to each published version; and it can be changed without a new version. With both, each
 * lost event would arrive twice.
 */
export function handleFailures(
  scope: Construct,
  functionName: string,
  qualifier: string,
  { destination, retryAttempts = 2, maxEventAgeSeconds = 3600 }: FailureHandlingProps,
): void {
  new LambdaFunctionEventInvokeConfig(scope, 'failure-handling', {
    functionName,
    qualifier,
    maximumRetryAttempts: retryAttempts,
    maximumEventAgeInSeconds: maxEventAgeSeconds,
    destinationConfig: { onFailure: { destination: destination.destinationArn } },
  });
}
