import { type SigningKey, sendSigned } from '../gateway/signed-request';
import type { AsyncJob, AsyncOutcome } from './async-queue';
import type { AsyncConfiguration, DeployedFunction } from './deployed-function';

export interface DestinationInput {
  readonly job: AsyncJob;
  readonly configuration: AsyncConfiguration;
  readonly outcome: AsyncOutcome;
  readonly deployed: DeployedFunction;
  /** The function's own: on AWS its execution role must be allowed to send there. */
  readonly credentials: SigningKey;
  /** Where every service answers. */
  readonly endpoint: string;
}

/**
 * Sends the record of an asynchronous invocation to its destination, and the event of a failed one to the dead-letter
 * target, where they are configured.
 *
 * @throws Error naming the target, when it refuses
 */
export async function sendToDestinations(input: DestinationInput): Promise<void> {
  const { configuration, outcome, deployed } = input;
  const destination =
    outcome.condition === 'Success' ? configuration.onSuccessArn : configuration.onFailureArn;
  if (destination) await deliver(input, destination, JSON.stringify(invocationRecord(input)), {});
  if (outcome.condition !== 'Success' && deployed.deadLetterArn) {
    const event = input.job.payload.toString('utf8');
    await deliver(input, deployed.deadLetterArn, event, deadLetterAttributes(input));
  }
}

/** The document that destinations receive, version 1.0. */
function invocationRecord({ job, outcome, deployed }: DestinationInput): Record<string, unknown> {
  const { result } = outcome;
  const response = result && {
    responseContext: {
      statusCode: 200,
      executedVersion: deployed.version,
      ...(result.functionError ? { functionError: result.functionError } : {}),
    },
    responsePayload: parse(result.payload),
  };
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: job.requestId,
      functionArn: `${deployed.arn}:${job.reference.qualifier ?? '$LATEST'}`,
      condition: outcome.condition,
      approximateInvokeCount: outcome.attempts,
    },
    requestPayload: parse(job.payload),
    ...response,
  };
}

function deadLetterAttributes({ job, outcome }: DestinationInput): Record<string, string> {
  const error = outcome.result ? (parse(outcome.result.payload) as { errorMessage?: string } | null) : null;
  return {
    RequestID: job.requestId,
    ErrorCode: '200',
    ErrorMessage: (error?.errorMessage ?? outcome.condition).slice(0, 1024),
  };
}

async function deliver(
  input: DestinationInput,
  arn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const [, , service = '', region = '', account = '', ...rest] = arn.split(':');
  const request = messageFor(service, account, rest.join(':'), arn, body, attributes, input);
  if (!request) throw new Error(`destinations in ${service} are not emulated (${arn})`);
  const answer = await sendSigned({
    endpoint: input.endpoint,
    credentials: input.credentials,
    region,
    service,
    ...request,
  });
  if (answer.status >= 300) throw new Error(`${arn} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
}

interface Message {
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function messageFor(
  service: string,
  account: string,
  name: string,
  arn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
  input: DestinationInput,
): Message | undefined {
  const entries = Object.entries(attributes);
  if (service === 'sqs') {
    const values = entries.map(([key, value]) => [key, { DataType: 'String', StringValue: value }]);
    return json('AmazonSQS.SendMessage', '1.0', {
      QueueUrl: `${input.endpoint}/${account}/${name}`,
      MessageBody: body,
      ...(entries.length > 0 ? { MessageAttributes: Object.fromEntries(values) } : {}),
    });
  }
  if (service === 'events') {
    const detailType = `Lambda Function Invocation Result - ${input.outcome.condition === 'Success' ? 'Success' : 'Failure'}`;
    const entry = {
      EventBusName: arn,
      Source: 'lambda',
      DetailType: detailType,
      Detail: body,
      Resources: [`${input.deployed.arn}:${input.job.reference.qualifier ?? '$LATEST'}`],
    };
    return json('AWSEvents.PutEvents', '1.1', { Entries: [entry] });
  }
  if (service === 'sns') {
    const form = new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: arn,
      Message: body,
    });
    entries.forEach(([key, value], index) => {
      const prefix = `MessageAttributes.entry.${index + 1}`;
      form.set(`${prefix}.Name`, key);
      form.set(`${prefix}.Value.DataType`, 'String');
      form.set(`${prefix}.Value.StringValue`, value);
    });
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() };
  }
  if (service === 'lambda') {
    return {
      path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
      headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
      body,
    };
  }
  return undefined;
}

function json(target: string, version: string, body: unknown): Message {
  return {
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(body),
  };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return bytes.toString('utf8');
  }
}
