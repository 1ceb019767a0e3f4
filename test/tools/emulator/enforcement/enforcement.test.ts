import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RefusalEvent } from '../../../../tools/emulator/enforcement/refusal-event';
import { textAt } from '../../../../tools/emulator/enforcement/xml';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { type Emulator, startEmulator } from '../../../../tools/emulator/start-emulator';
import {
  ACCOUNT,
  clientOf,
  deployCaller,
  document,
  ec2,
  iam,
  network,
  QUEUE,
  REGION,
  TABLE,
} from './deployed-caller';

let emulator: Emulator | undefined;
let missing: string | undefined;
const refusals: RefusalEvent[] = [];
const folder = mkdtempSync(join(tmpdir(), 'vpc-lambda-enforcement-'));
const trace = join(folder, 'calls.jsonl');

interface Answer {
  readonly key: string;
  readonly done?: true;
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
}

beforeAll(async () => {
  try {
    await findPython();
  } catch (error) {
    if (process.env['CI']) throw error;
    missing = error instanceof Error ? error.message : String(error);
    process.stdout.write(`left out: enforcement on the emulator (${missing})\n`);
    return;
  }
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(network()));
  emulator = await startEmulator({
    enforcement: { system: folder, trace },
    onEvent: (event) => event.kind === 'refusal' && refusals.push(event),
  });
  await deployCaller(client());
});

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => void refusals.splice(0));

function running(): Emulator {
  if (!emulator) throw new Error('not started');
  return emulator;
}

const client = () => clientOf(running());

async function call(name: string, argument = '', FunctionName = 'caller'): Promise<Answer> {
  const { Payload } = await new LambdaClient(client()).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ call: name, argument }) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) as Answer;
}

/** A test that needs moto. In CI it cannot be left out: `beforeAll` has failed then. */
function withMoto(name: string, body: () => Promise<void>): void {
  test(name, async () => (missing === undefined ? body() : undefined));
}

const SESSION = `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/caller`;

describe('a function that calls AWS', () => {
  withMoto('GIVEN a grant WHEN it calls THEN the service answers', async () => {
    expect(await call('send')).toMatchObject({ done: true });
    expect(refusals).toEqual([]);
  });

  withMoto(
    'GIVEN no grant WHEN it calls THEN AccessDenied, and the log names the missing statement',
    async () => {
      expect(await call('get')).toMatchObject({
        name: 'AccessDeniedException',
        status: 400,
        message:
          `${SESSION} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} ` +
          'because no identity-based policy allows the dynamodb:GetItem action',
      });
      expect(refusals).toMatchObject([
        {
          functionName: 'caller',
          reason: 'denied',
          missing: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE },
          policy: 'a policy of the role caller',
        },
      ]);
      expect(refusals[0]?.line).toContain(
        `{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"${TABLE}"}`,
      );
    },
  );

  withMoto(
    'GIVEN an explicit denial beside a grant WHEN it calls THEN the denial wins and is named',
    async () => {
      expect(await call('receive')).toMatchObject({
        name: expect.stringMatching(/^AccessDenied/),
        message: expect.stringContaining(
          `sqs:ReceiveMessage on resource: ${QUEUE} with an explicit deny in an identity-based policy`,
        ),
      });
      expect(refusals[0]?.policy).toBe('statement "NeverReceive" of caller/grants');
      expect(refusals[0]?.missing).toBeUndefined();
    },
  );

  withMoto('GIVEN a condition on the keys of a table WHEN it writes THEN its own keys only', async () => {
    expect(await call('put', 'own-1')).toMatchObject({ done: true });
    expect(await call('put', 'other')).toMatchObject({ name: 'AccessDeniedException' });
  });

  withMoto(
    'GIVEN a grant and no way WHEN it calls THEN no answer, and the log names what blocks',
    async () => {
      expect(await call('read')).toMatchObject({ name: 'TimeoutError' });
      expect(refusals).toMatchObject([
        {
          reason: 'unreachable',
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::orders/a b',
          blocked: { path: 'caller -> service s3', smallestChange: expect.any(String) },
        },
      ]);
    },
  );

  withMoto('GIVEN a function in no VPC WHEN it calls the same THEN it is answered', async () => {
    expect(await call('read', '', 'outside')).toMatchObject({ done: true });
    expect(await call('buckets', '', 'outside')).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(await call('functions', '', 'outside')).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
      message: expect.stringContaining('lambda:ListFunctions on resource: *'),
    });
  });

  withMoto('WHEN two functions share a role THEN each has credentials of its own', async () => {
    const [one, other] = [await call('send'), await call('send', '', 'outside')];
    expect(one.key).not.toBe(other.key);
    expect(running().credentials.find(one.key)?.principal).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/caller/caller`,
      role: { arn: `arn:aws:iam::${ACCOUNT}:role/services/caller` },
    });
  });

  withMoto('WHEN a policy is changed THEN the next call is judged by the new one', async () => {
    await new SQSClient(client()).send(
      new SetQueueAttributesCommand({
        QueueUrl: `${running().endpoint}/${ACCOUNT}/orders`,
        Attributes: {
          Policy: document({
            Sid: 'OnlyOverOtherEndpoint',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:SendMessage',
            Resource: QUEUE,
            Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-other' } },
          }),
        },
      }),
    );
    expect((await call('send')).message).toMatch(/with an explicit deny in a resource-based policy$/);
    await new SQSClient(client()).send(
      new SetQueueAttributesCommand({
        QueueUrl: `${running().endpoint}/${ACCOUNT}/orders`,
        Attributes: { Policy: '' },
      }),
    );
    expect(await call('send')).toMatchObject({ done: true });
    await iam(client(), 'PutRolePolicy', {
      RoleName: 'caller',
      PolicyName: 'more',
      PolicyDocument: document({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE }),
    });
    expect(await call('get')).toMatchObject({ done: true });
  });

  withMoto(
    "WHEN an endpoint's policy is narrowed, and the endpoint deleted THEN both take effect",
    async () => {
      const id = textAt(
        await ec2(client(), 'DescribeVpcEndpoints', {
          'Filter.1.Name': 'service-name',
          'Filter.1.Value.1': `com.amazonaws.${REGION}.sqs`,
        }),
        'vpcEndpointId',
      );
      await ec2(client(), 'ModifyVpcEndpoint', {
        VpcEndpointId: id ?? '',
        PolicyDocument: document({
          Effect: 'Allow',
          Principal: '*',
          Action: 'sqs:ReceiveMessage',
          Resource: '*',
        }),
      });
      expect((await call('send')).message).toMatch(
        /because no VPC endpoint policy allows the sqs:SendMessage action$/,
      );
      expect(refusals[0]?.policy).toBe(`the policy of ${id}`);
      await ec2(client(), 'DeleteVpcEndpoints', { 'VpcEndpointId.1': id ?? '' });
      expect(await call('send')).toMatchObject({ name: 'TimeoutError' });
      expect(refusals.at(-1)?.blocked).toMatchObject({
        path: 'caller -> service sqs',
        smallestChange: 'apply the configuration',
      });
    },
  );

  withMoto(
    'WHEN the emulator ends THEN calls that are held end, and the trace holds what was judged',
    async () => {
      const waiting = call('read');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await emulator?.stop();
      await waiting.catch(() => undefined);
      const lines = readFileSync(trace, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(lines).toContainEqual({
        function: 'caller',
        service: 'sqs',
        operation: 'SendMessage',
        action: 'sqs:SendMessage',
        resource: QUEUE,
        verdict: 'allowed',
      });
      expect(lines).toContainEqual(
        expect.objectContaining({ action: 's3:GetObject', verdict: 'unreachable' }),
      );
    },
  );
});
