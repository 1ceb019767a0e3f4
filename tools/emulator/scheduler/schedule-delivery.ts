import { randomUUID } from 'node:crypto';
import type { ServicePermissions } from '../enforcement/service-permissions';
import type { FunctionHost } from '../functions/function-host';
import { LambdaServiceError } from '../functions/service-error';
import { type SigningKey, sendSigned } from '../gateway/signed-request';
import { WorkflowError } from '../workflows/workflow-error';
import type { Workflows } from '../workflows/workflows';
import type { DeployedSchedule } from './deployed-schedules';

export interface DeliveryOptions {
  /** Where every service answers: the gateway. */
  readonly endpoint: string;
  readonly credentials: SigningKey;
  readonly functionHost: Pick<FunctionHost, 'invoke'>;
  readonly workflows: Pick<Workflows, 'start'>;
  /** Asked before something is done with the schedule's role. @default it may do everything */
  readonly permissions?: ServicePermissions;
  /** Waits between two tries. @throws when the emulator stops */
  readonly pause: (seconds: number) => Promise<void>;
  /** Before the second try; doubled each time, up to a minute. @default 1 */
  readonly firstDelaySeconds?: number;
}

/** How one firing ended. */
export interface Delivery {
  readonly outcome: 'delivered' | 'dead-lettered' | 'dropped';
  readonly attempts: number;
  /** Why the last try failed. */
  readonly reason?: string;
}

const LONGEST_DELAY_SECONDS = 60;

/**
 * Brings one firing to its target: again as the retry policy says while the target's service fails, then to the
 * dead-letter queue. A function that is reached and fails is Lambda's own matter: its event is asynchronous.
 */
export async function deliver(
  schedule: DeployedSchedule,
  scheduledMs: number,
  options: DeliveryOptions,
): Promise<Delivery> {
  const { target } = schedule;
  const executionId = randomUUID();
  let delaySeconds = options.firstDelaySeconds ?? 1;
  for (let attempt = 1; ; attempt += 1) {
    const input = inputFor(schedule, scheduledMs, executionId, attempt);
    try {
      await checkRole(schedule, target.arn, options);
      await send(target.arn, input, options);
      return { outcome: 'delivered', attempts: attempt };
    } catch (error) {
      const isOver = attempt > target.maximumRetryAttempts;
      const ageSeconds = (Date.now() - scheduledMs) / 1000 + delaySeconds;
      const isOld = ageSeconds > target.maximumEventAgeSeconds;
      if (isPassing(error) && !isOver && !isOld) {
        await options.pause(delaySeconds);
        delaySeconds = Math.min(delaySeconds * 2, LONGEST_DELAY_SECONDS);
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      if (target.deadLetterArn === undefined) return { outcome: 'dropped', attempts: attempt, reason };
      const denied = await checkRole(schedule, target.deadLetterArn, options).catch(String);
      if (denied !== undefined)
        return { outcome: 'dropped', attempts: attempt, reason: `${reason}; ${denied}` };
      const exhausted = isOver ? 'MaximumRetryAttempts' : isOld ? 'MaximumEventAgeInSeconds' : undefined;
      await sendMessage(target.deadLetterArn, input, options, {
        SCHEDULE_ARN: schedule.arn,
        TARGET_ARN: target.arn,
        EXECUTION_ID: executionId,
        RETRY_ATTEMPTS: String(attempt - 1),
        ERROR_CODE: codeOf(error),
        ERROR_MESSAGE: reason.slice(0, 1024),
        ...(exhausted ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
      });
      return { outcome: 'dead-lettered', attempts: attempt, reason };
    }
  }
}

const ACTIONS: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
};

/** @throws LambdaServiceError when the role may not call the target: that is not tried again */
async function checkRole(
  { name, target: { roleArn = '' } }: DeployedSchedule,
  arn: string,
  { permissions }: DeliveryOptions,
): Promise<undefined> {
  const action = ACTIONS[arn.split(':')[2] ?? ''];
  if (!permissions || action === undefined) return;
  const refused = await permissions.asRole({ roleArn, session: name.slice(0, 64), action, resource: arn });
  if (refused !== undefined) throw new LambdaServiceError(403, 'AccessDeniedException', refused);
}

async function send(arn: string, input: string, options: DeliveryOptions): Promise<void> {
  const service = arn.split(':')[2];
  if (service === 'lambda') {
    await options.functionHost.invoke({ functionName: arn, payload: Buffer.from(input), type: 'Event' });
  } else if (service === 'states') {
    await options.workflows.start(arn, undefined, input);
  } else if (service === 'sqs') {
    await sendMessage(arn, input, options);
  } else {
    throw new WorkflowError('ValidationException', `schedules for ${arn} are not emulated`);
  }
}

async function sendMessage(
  queueArn: string,
  body: string,
  { endpoint, credentials }: DeliveryOptions,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [, , service = '', region = '', account = '', name = ''] = queueArn.split(':');
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, { DataType: 'String', StringValue: value }]),
  );
  const answer = await sendSigned({
    endpoint,
    credentials,
    region,
    service,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({
      QueueUrl: `${endpoint}/${account}/${name}`,
      MessageBody: body,
      ...(Object.keys(attributes).length > 0 ? { MessageAttributes } : {}),
    }),
  });
  if (answer.status >= 300)
    throw new Error(`${queueArn} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
}

/** The target's input with Scheduler's placeholders filled in; an empty object where none is given. */
function inputFor(
  schedule: DeployedSchedule,
  scheduledMs: number,
  executionId: string,
  attempt: number,
): string {
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': schedule.arn,
    'scheduled-time': new Date(scheduledMs).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'execution-id': executionId,
    'attempt-number': String(attempt),
  };
  const template = schedule.target.input ?? '{}';
  return template.replace(/<aws\.scheduler\.([a-z-]+)>/g, (match, name: string) => values[name] ?? match);
}

/** What is wrong for good is not tried again: no such target, or a request that it refuses. */
function isPassing(error: unknown): boolean {
  if (error instanceof LambdaServiceError) return error.status === 429 || error.status >= 500;
  return !(error instanceof WorkflowError);
}

function codeOf(error: unknown): string {
  if (error instanceof LambdaServiceError || error instanceof WorkflowError) return error.code;
  return 'SERVICE_UNAVAILABLE';
}
