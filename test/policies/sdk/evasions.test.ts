import type { FunctionCalls } from '../../../policies/sdk/sdk-call';
import { analysed, operations } from './support';

/** Ways in which code gets at an operation without naming it where it is called. */
const SEEN: Readonly<Record<string, readonly [code: string, ...operations: string[]]>> = {
  plain: [
    `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
     export const handler = () => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: '' }));`,
    'SendMessage',
  ],
  'import alias': [
    `import { SQSClient as C, SendMessageCommand as Harmless } from '@aws-sdk/client-sqs';
     export const handler = () => new C({}).send(new Harmless({ QueueUrl: 'q', MessageBody: '' }));`,
    'SendMessage',
  ],
  'variable alias': [
    `import { SQSClient, PurgeQueueCommand } from '@aws-sdk/client-sqs';
     const Innocent = PurgeQueueCommand;
     export const handler = () => new SQSClient({}).send(new Innocent({ QueueUrl: 'q' }));`,
    'PurgeQueue',
  ],
  'namespace import': [
    `import * as sqs from '@aws-sdk/client-sqs';
     export const handler = () => new sqs.SQSClient({}).send(new sqs.DeleteQueueCommand({ QueueUrl: 'q' }));`,
    'DeleteQueue',
  ],
  'literal member of a namespace': [
    `import * as sqs from '@aws-sdk/client-sqs';
     export const handler = () => new sqs.SQSClient({}).send(new sqs['PurgeQueueCommand']({ QueueUrl: 'q' }));`,
    'PurgeQueue',
  ],
  'destructured namespace': [
    `import * as sqs from '@aws-sdk/client-sqs';
     const { SQSClient, ListQueuesCommand: Own } = sqs;
     export const handler = () => new SQSClient({}).send(new Own({}));`,
    'ListQueues',
  ],
  're-export': [
    `import { client, Publish } from './re-export';
     export const handler = () => client.send(new Publish({ QueueUrl: 'q', MessageBody: '' }));`,
    'SendMessage',
  ],
  'star re-export': [
    `import { SQSClient, GetQueueUrlCommand } from './everything';
     export const handler = () => new SQSClient({}).send(new GetQueueUrlCommand({ QueueName: 'q' }));`,
    'GetQueueUrl',
  ],
  'dynamic import': [
    `export const handler = async () => {
       const { SQSClient, TagQueueCommand } = await import('@aws-sdk/client-sqs');
       return new SQSClient({}).send(new TagQueueCommand({ QueueUrl: 'q', Tags: {} }));
     };`,
    'TagQueue',
  ],
  'dynamic import of a module': [
    `export const handler = async () => {
       const sqs = await import('@aws-sdk/client-sqs');
       return new sqs.SQSClient({}).send(new sqs.TagQueueCommand({ QueueUrl: 'q', Tags: {} }));
     };`,
    'TagQueue',
  ],
  'dynamic import with then': [
    `export const handler = () => import('@aws-sdk/client-sqs').then((m) =>
       new m.SQSClient({}).send(new m.UntagQueueCommand({ QueueUrl: 'q', TagKeys: [] })));`,
    'UntagQueue',
  ],
  'dynamic import of own code': [
    `export const handler = async () => (await import('./wrapper')).sendIt('q');`,
    'SendMessage',
  ],
  'choice of class': [
    `import { SQSClient, ReceiveMessageCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
     export const handler = (event: { all: boolean }) =>
       new SQSClient({}).send(new (event.all ? PurgeQueueCommand : ReceiveMessageCommand)({ QueueUrl: 'q' }));`,
    'PurgeQueue',
    'ReceiveMessage',
  ],
  'table of classes': [
    `import { SQSClient, ReceiveMessageCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
     const COMMANDS = { take: ReceiveMessageCommand, empty: PurgeQueueCommand };
     export const handler = (event: { do: 'take' | 'empty' }) =>
       new SQSClient({}).send(new COMMANDS[event.do]({ QueueUrl: 'q' }));`,
    'PurgeQueue',
    'ReceiveMessage',
  ],
  subclass: [
    `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
     class Note extends SendMessageCommand {}
     export const handler = () => new SQSClient({}).send(new Note({ QueueUrl: 'q', MessageBody: '' }));`,
    'SendMessage',
  ],
  wrapper: [`import { sendIt } from './wrapper';\nexport const handler = () => sendIt('q');`, 'SendMessage'],
  'inherited method': [
    `import { Sender } from './wrapper';
     class Own extends Sender {}
     export const handler = () => new Own().go();`,
    'SendMessage',
  ],
  'aggregated client': [
    `import { SQS } from '@aws-sdk/client-sqs';
     export const handler = () => new SQS({}).changeMessageVisibilityBatch({ QueueUrl: 'q', Entries: [] });`,
    'ChangeMessageVisibilityBatch',
  ],
  'method of an aggregated client taken off': [
    `import { SQS } from '@aws-sdk/client-sqs';
     const sqs = new SQS({});
     const { purgeQueue } = sqs;
     export const handler = () => purgeQueue.call(sqs, { QueueUrl: 'q' });`,
    'PurgeQueue',
  ],
  paginator: [
    `import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
     export const handler = async () => {
       for await (const page of paginateQuery({ client: new DynamoDBClient({}) }, { TableName: 't' })) void page;
     };`,
    'Query',
  ],
  waiter: [
    `import { DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
     export const handler = () =>
       waitUntilTableExists({ client: new DynamoDBClient({}), maxWaitTime: 9 }, { TableName: 't' });`,
    'DescribeTable',
  ],
  'document command': [
    `import { PutCommand } from '@aws-sdk/lib-dynamodb';
     export const handler = (_: unknown, client: { send(c: unknown): void }) =>
       client.send(new PutCommand({ TableName: 't', Item: {} }));`,
    'PutItem',
  ],
  'document client': [
    `import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
     const documents = DynamoDBDocument.from({});
     export const handler = () => Promise.all([
       documents.put({ TableName: 't', Item: {} }), documents.update({ TableName: 't' })]);`,
    'PutItem',
    'UpdateItem',
  ],
  'presigned post': [
    `import { S3Client } from '@aws-sdk/client-s3';
     import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
     export const handler = () => createPresignedPost(new S3Client({}), { Bucket: 'b', Key: 'k' });`,
    'PostObject',
  ],
  'class handed on': [
    `import { SQSClient, ListQueuesCommand } from '@aws-sdk/client-sqs';
     const run = <T>(make: () => T) => make();
     export const handler = () => new SQSClient({}).send(run(() => Reflect.construct(ListQueuesCommand, [{}]) as ListQueuesCommand));`,
    'ListQueues',
  ],
};

/** Ways of which nobody can say what they call. */
const HIDDEN: Readonly<Record<string, readonly [code: string, reason: RegExp]>> = {
  'generic constructor': [
    `import { SQSClient, PurgeQueueCommand } from '@aws-sdk/client-sqs';
     function make<T>(C: new (input: { QueueUrl: string }) => T): T { return new C({ QueueUrl: 'q' }); }
     export const handler = () => new SQSClient({}).send(make(PurgeQueueCommand));`,
    /which class is made here/,
  ],
  'constructor without a type': [
    `const table: Record<string, any> = {};
     export const handler = (name: string) => new table[name]({});`,
    /the class has no type/,
  ],
  'command without a type': [
    `import { SQSClient } from '@aws-sdk/client-sqs';
     export const handler = (command: any) => new SQSClient({}).send(command);`,
    /which command is sent/,
  ],
  'computed member of a namespace': [
    `import * as sqs from '@aws-sdk/client-sqs';
     export const handler = (name: 'PurgeQueueCommand') => sqs[name];`,
    /computed/,
  ],
  'computed method of an aggregated client': [
    `import { SQS } from '@aws-sdk/client-sqs';
     export const handler = (name: 'purgeQueue') => new SQS({})[name]({ QueueUrl: 'q' });`,
    /computed/,
  ],
  'namespace handed on': [
    `import * as sqs from '@aws-sdk/client-sqs';
     const keep = (m: any) => m;
     export const handler = () => keep(sqs);`,
    /handed on/,
  ],
  'namespace without its type': [
    `import * as sqs from '@aws-sdk/client-sqs';
     export const handler = () => new (sqs as any).PurgeQueueCommand({ QueueUrl: 'q' });`,
    /./,
  ],
  'computed import': [`export const handler = (name: string) => import(name);`, /imported here is computed/],
  require: [
    `declare const require: (name: string) => any;
     export const handler = () => { const { SQS } = require('@aws-sdk/client-sqs'); return new SQS({}).purgeQueue({}); };`,
    /is required/,
  ],
  'signature by hand': [
    `export const handler = (day: string) => \`\${day}/eu-central-1/sqs/aws4_request\`;`,
    /signed by hand/,
  ],
  'another signer': [
    `import { SignatureV4 } from '@smithy/signature-v4';
     export const handler = () => SignatureV4;`,
    /calls AWS in ways/,
  ],
};

/** Code that only looks like a call. */
const SILENT: Readonly<Record<string, string>> = {
  'types only': `import { SendMessageCommand, type PurgeQueueCommand } from '@aws-sdk/client-sqs';
     export const handler = (a: SendMessageCommand, b: PurgeQueueCommand) => [a, b];`,
  'test of a class': `import { SendMessageCommand } from '@aws-sdk/client-sqs';
     export const handler = (a: unknown) => a instanceof SendMessageCommand;`,
  'error of a client': `import { QueueDoesNotExist } from '@aws-sdk/client-sqs';
     export const handler = (a: unknown) => a instanceof QueueDoesNotExist;`,
  'own class of that name': `class SendMessageCommand {}
     export const handler = () => new SendMessageCommand();`,
  'own send': `const post = { send: (text: any) => text };
     export const handler = () => post.send('hello');`,
  'what another function uses': `import { harmless } from './wrapper';
     export const handler = () => harmless;`,
};

const FILES: Readonly<Record<string, string>> = {
  're-export.ts': `
    import { SQSClient } from '@aws-sdk/client-sqs';
    export { SendMessageCommand as Publish } from '@aws-sdk/client-sqs';
    export const client = new SQSClient({});`,
  'everything.ts': `export * from '@aws-sdk/client-sqs';`,
  'wrapper.ts': `
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    export function sendIt(QueueUrl: string) {
      return new SQSClient({}).send(new SendMessageCommand({ QueueUrl, MessageBody: '' }));
    }
    export class Sender { go() { return sendIt('q'); } }
    export const harmless = 1;`,
};

const id = (name: string) => name.replaceAll(' ', '-');
let found: ReadonlyMap<string, FunctionCalls>;

beforeAll(() => {
  const codes = [
    ...Object.entries(SEEN).map(([name, [code]]) => [name, code] as const),
    ...Object.entries(HIDDEN).map(([name, [code]]) => [name, code] as const),
    ...Object.entries(SILENT),
  ];
  found = analysed({
    ...FILES,
    ...Object.fromEntries(codes.map(([name, code]) => [`${id(name)}.handler.ts`, code])),
  });
});

function of(name: string): FunctionCalls {
  const calls = found.get(id(name));
  if (!calls) throw new Error(`${name} was not analysed`);
  return calls;
}

test.each(Object.entries(SEEN))('sees through: %s', (name, [, ...expected]) => {
  expect(operations(of(name))).toEqual(expected);
  expect(of(name).unresolved).toEqual([]);
});

test.each(Object.entries(HIDDEN))('says that it cannot tell: %s', (name, [, reason]) => {
  const { unresolved } = of(name);
  expect(unresolved.length).toBeGreaterThan(0);
  expect(unresolved.map((one) => one.reason).join('\n')).toMatch(reason);
});

test.each(Object.keys(SILENT))('is silent about: %s', (name) => {
  expect(of(name)).toEqual({ calls: [], unresolved: [], variables: [] });
});
