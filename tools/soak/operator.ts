import { sendSigned } from '../emulator/gateway/signed-request';
import type { Emulator } from '../emulator/start-emulator';

/** A message as it lies in a queue. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
}

/** An execution that did not succeed. */
export interface FailedExecution {
  readonly arn: string;
  /** Of clear-deposit it is the deposit's id. */
  readonly name: string;
  readonly status: string;
}

interface JsonService {
  readonly name: string;
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

const SQS: JsonService = { name: 'sqs', target: 'AmazonSQS', version: '1.0' };
const STATES: JsonService = { name: 'states', target: 'AWSStepFunctions', version: '1.0' };
const SECRETS: JsonService = { name: 'secretsmanager', target: 'secretsmanager', version: '1.1' };

/** The AWS operations with which a person operates the system: dead letters, failed executions, secrets. */
export class Operator {
  constructor(private readonly emulator: Pick<Emulator, 'endpoint' | 'credentials' | 'environment'>) {}

  /** The addresses of all queues, by name. */
  async queues(): Promise<ReadonlyMap<string, string>> {
    const { QueueUrls = [] } = await this.call<{ QueueUrls?: string[] }>(SQS, 'ListQueues', {});
    return new Map(QueueUrls.map((url) => [url.slice(url.lastIndexOf('/') + 1), url]));
  }

  /** Messages in a queue, those included that somebody works on. */
  async depth(queueUrl: string): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
    const { Attributes = {} } = await this.call<{ Attributes?: Record<string, string> }>(
      SQS,
      'GetQueueAttributes',
      { QueueUrl: queueUrl, AttributeNames: names },
    );
    return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  }

  async send(queueUrl: string, body: string): Promise<string> {
    const { MessageId } = await this.call<{ MessageId: string }>(SQS, 'SendMessage', {
      QueueUrl: queueUrl,
      MessageBody: body,
    });
    return MessageId;
  }

  /** Up to ten messages; they stay in the queue until they are deleted. */
  async receive(queueUrl: string): Promise<readonly QueuedMessage[]> {
    const { Messages = [] } = await this.call<{
      Messages?: { MessageId: string; ReceiptHandle: string; Body: string }[];
    }>(SQS, 'ReceiveMessage', {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 30,
      WaitTimeSeconds: 0,
    });
    return Messages.map(({ MessageId, ReceiptHandle, Body }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
    }));
  }

  async delete(queueUrl: string, { receiptHandle }: QueuedMessage): Promise<void> {
    await this.call(SQS, 'DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle: receiptHandle });
  }

  /** The ARNs of all state machines. */
  async stateMachines(): Promise<readonly string[]> {
    const { stateMachines } = await this.call<{ stateMachines: { stateMachineArn: string }[] }>(
      STATES,
      'ListStateMachines',
      {},
    );
    return stateMachines.map(({ stateMachineArn }) => stateMachineArn);
  }

  /** Executions of a state machine that ended otherwise than they should. */
  async failedExecutions(stateMachineArn: string): Promise<readonly FailedExecution[]> {
    const found: FailedExecution[] = [];
    for (const statusFilter of ['FAILED', 'TIMED_OUT', 'ABORTED']) {
      let nextToken: string | undefined;
      do {
        const page: ExecutionPage = await this.call<ExecutionPage>(STATES, 'ListExecutions', {
          stateMachineArn,
          statusFilter,
          maxResults: 1000,
          ...(nextToken === undefined ? {} : { nextToken }),
        });
        found.push(...page.executions.map(({ executionArn: arn, name, status }) => ({ arn, name, status })));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
    }
    return found;
  }

  async redrive(executionArn: string): Promise<void> {
    await this.call(STATES, 'RedriveExecution', { executionArn });
  }

  /** The values of all secrets, and of the members of those that are JSON. */
  async secretValues(): Promise<readonly string[]> {
    const { SecretList } = await this.call<{ SecretList: { ARN: string }[] }>(SECRETS, 'ListSecrets', {
      MaxResults: 100,
    });
    const values = await Promise.all(
      SecretList.map(async ({ ARN }) => {
        const { SecretString = '' } = await this.call<{ SecretString?: string }>(SECRETS, 'GetSecretValue', {
          SecretId: ARN,
        });
        return secretTexts(SecretString);
      }),
    );
    return values.flat();
  }

  private async call<T>({ name: service, target, version }: JsonService, operation: string, input: object) {
    const { status, body } = await sendSigned({
      endpoint: this.emulator.endpoint,
      region: this.emulator.environment()['AWS_REGION'] ?? '',
      credentials: this.emulator.credentials.operator,
      service,
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    if (status >= 300) throw new Error(`${service} ${operation} answered ${status}: ${body.slice(0, 300)}`);
    return (body === '' ? {} : JSON.parse(body)) as T;
  }
}

interface ExecutionPage {
  readonly executions: { executionArn: string; name: string; status: string }[];
  readonly nextToken?: string;
}

/** Of a JSON object only what is secret in it: a user's name may be told. */
function secretTexts(value: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) return [value];
    const { password } = parsed as { password?: unknown };
    return typeof password === 'string' ? [password] : [];
  } catch {
    return value === '' ? [] : [value];
  }
}
