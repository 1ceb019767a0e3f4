import type { ServerResponse } from 'node:http';
import type { Execution } from '../workflows/execution';
import { describeEvent } from '../workflows/history';
import { WorkflowError } from '../workflows/workflow-error';
import type { Workflows } from '../workflows/workflows';
import { sendAwsError } from './aws-error';
import type { AwsCall, CallGuard, CallRoute } from './call';
import { BodyTooLargeError, readBody, send } from './http';

/** Above the API's own limits, so that they answer. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

type Input = Readonly<Record<string, unknown>>;
type Operation = (workflows: Workflows, input: Input) => Promise<object> | object;

/** What happens at run time. Creating, changing and describing state machines stays with moto. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  StartExecution: async (workflows, input) => {
    const { stateMachineArn, name, input: data } = input;
    const execution = await workflows.start(
      text(stateMachineArn),
      ...([optional(name), optional(data)] as const),
    );
    return { executionArn: execution.details.arn, startDate: seconds(execution.startDate) };
  },
  DescribeExecution: (workflows, input) => describeExecution(workflows.find(text(input['executionArn']))),
  ListExecutions: (workflows, input) => {
    const { stateMachineArn, statusFilter } = input;
    const matching = workflows
      .list()
      .filter(({ details }) => details.machine.arn === stateMachineArn)
      .filter(({ status }) => statusFilter === undefined || status === statusFilter);
    return page(matching, input, 'executions', summary);
  },
  GetExecutionHistory: (workflows, input) => {
    const { events } = workflows.find(text(input['executionArn'])).history;
    const ordered = input['reverseOrder'] === true ? [...events].reverse() : events;
    return page(ordered, input, 'events', (event) =>
      describeEvent(event, input['includeExecutionData'] !== false),
    );
  },
  StopExecution: async (workflows, input) => {
    const { executionArn, error, cause } = input;
    const stopped = await workflows.stop(text(executionArn), optional(error), optional(cause));
    return { stopDate: seconds(stopped.stopDate ?? new Date()) };
  },
  RedriveExecution: (workflows, input) => {
    const execution = workflows.redrive(text(input['executionArn']));
    return { redriveDate: seconds(execution.redriveDate ?? new Date()) };
  },
  SendTaskSuccess: (workflows, input) => {
    workflows.tokens.succeed(text(input['taskToken']), text(input['output']));
    return {};
  },
  SendTaskFailure: (workflows, input) => {
    const { taskToken, error, cause } = input;
    workflows.tokens.fail(text(taskToken), optional(error) ?? '', optional(cause) ?? '');
    return {};
  },
  SendTaskHeartbeat: (workflows, input) => {
    workflows.tokens.heartbeat(text(input['taskToken']));
    return {};
  },
};

/** The run-time operations of Step Functions go to the interpreter; what else it offers goes upstream. */
export function statesRoute(workflows: Workflows): CallRoute {
  return {
    service: 'states',
    operations: Object.keys(OPERATIONS),
    handle: async (call, response) => {
      try {
        await answer(workflows, call, response);
      } catch (error) {
        if (!(error instanceof WorkflowError)) throw error;
        sendAwsError(call.request, response, 'states', error);
      }
    },
  };
}

/** Tells the workflows about each change of a state machine. */
export function stateMachineWatch(workflows: Workflows): CallGuard {
  return {
    check: async (call, response) => {
      if (call.service === 'states' && /^(Create|Update|Delete)/.test(call.operation ?? '')) {
        response.once('finish', () => workflows.forget());
      }
      return false;
    },
  };
}

async function answer(workflows: Workflows, call: AwsCall, response: ServerResponse): Promise<void> {
  const operation = OPERATIONS[call.operation ?? ''];
  if (!operation) throw new WorkflowError('UnknownOperationException', String(call.operation));
  const body = await operation(workflows, await readInput(call));
  send(response, 200, { 'content-type': 'application/x-amz-json-1.0' }, JSON.stringify(body));
}

async function readInput(call: AwsCall): Promise<Input> {
  try {
    const body = await readBody(call.request, BODY_LIMIT_BYTES);
    const value: unknown = JSON.parse(body.toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null) return value as Input;
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw new WorkflowError('ValidationException', error.message);
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new WorkflowError('SerializationException', 'The request is not a JSON object');
}

function describeExecution(execution: Execution): object {
  const { details, output, error, cause, redriveCount, redriveDate, isRedrivable } = execution;
  return {
    ...summary(execution),
    input: JSON.stringify(details.input),
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    redriveCount,
    ...(redriveDate ? { redriveDate: seconds(redriveDate) } : {}),
    redriveStatus: isRedrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
  };
}

function summary({ details, status, startDate, stopDate, redriveCount }: Execution): object {
  return {
    executionArn: details.arn,
    stateMachineArn: details.machine.arn,
    name: details.name,
    status,
    startDate: seconds(startDate),
    ...(stopDate ? { stopDate: seconds(stopDate) } : {}),
    redriveCount,
  };
}

/** One page of a list. The token is the place at which the next one begins. */
function page<T>(all: readonly T[], input: Input, name: string, describe: (item: T) => object): object {
  const from = Number(input['nextToken'] ?? 0);
  if (!Number.isInteger(from) || from < 0) throw new WorkflowError('InvalidToken', 'Invalid Token');
  const size = Number(input['maxResults']) || 100;
  const next = from + size < all.length ? { nextToken: String(from + size) } : {};
  return { [name]: all.slice(from, from + size).map(describe), ...next };
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new WorkflowError('ValidationException', 'A required member is missing or not a string');
}

function optional(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(value);
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}
