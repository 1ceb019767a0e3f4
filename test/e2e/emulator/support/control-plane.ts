import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import type { Emulator } from '../../../../tools/emulator/start-emulator';

export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';

/** Deploys to a running emulator what the tests of this folder need, by the services' own APIs. */
export class ControlPlane {
  constructor(private readonly emulator: Emulator) {}

  /** Settings with which any SDK client calls the emulator. */
  client() {
    const { accessKeyId, secretAccessKey } = this.emulator.credentials.operator;
    return {
      endpoint: this.emulator.endpoint,
      region: REGION,
      credentials: { accessKeyId, secretAccessKey },
    };
  }

  /** The role that all functions and state machines of a test share. */
  async role(): Promise<string> {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
    await this.query('iam', '2010-05-08', 'CreateRole', { RoleName: 'runtime', AssumeRolePolicyDocument });
    return `arn:aws:iam::${ACCOUNT}:role/runtime`;
  }

  /** @returns the function's ARN */
  async deploy(name: string, code: string, variables: Record<string, string> = {}): Promise<string> {
    const created = await new LambdaClient(this.client()).send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: `arn:aws:iam::${ACCOUNT}:role/runtime`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Timeout: 10,
        Code: { ZipFile: zipSync({ 'index.js': Buffer.from(code) }) },
        Environment: { Variables: variables },
      }),
    );
    return created.FunctionArn ?? '';
  }

  /** A queue whose messages go to a dead-letter queue after two receives. */
  async queue(
    name: string,
    visibilitySeconds: number,
  ): Promise<{ url: string; arn: string; deadUrl: string }> {
    const sqs = new SQSClient(this.client());
    const create = async (QueueName: string, Attributes: Record<string, string>) => {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      const { Attributes: found } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
      );
      return { url: QueueUrl, arn: found?.['QueueArn'] ?? '' };
    };
    const dead = await create(`${name}-dead`, {});
    const { url, arn } = await create(name, {
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
    });
    return { url, arn, deadUrl: dead.url };
  }

  /** A call of the Query protocol, for services whose client is not a dependency. */
  async query(
    service: string,
    Version: string,
    Action: string,
    parameters: Record<string, string>,
  ): Promise<string> {
    const answer = await sendSigned({
      ...this.client(),
      service,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action, Version, ...parameters }).toString(),
    });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  /** A schedule, by the REST API: its client is not a dependency. */
  async schedule(name: string, schedule: Record<string, unknown>): Promise<void> {
    const answer = await sendSigned({
      ...this.client(),
      service: 'scheduler',
      path: `/schedules/${name}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ FlexibleTimeWindow: { Mode: 'OFF' }, ...schedule }),
    });
    expect(answer).toMatchObject({ status: 200 });
  }
}

/** Asks until the answer is there. */
export async function eventually<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  seconds = 20,
): Promise<T> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing came within ${seconds} seconds`);
}
