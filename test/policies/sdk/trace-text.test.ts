import type { FunctionCalls } from '../../../policies/sdk/sdk-call';
import { analysed, shownCalls } from './support';

const IMPORT = `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';`;
const send = (url: string) =>
  `new SQSClient({}).send(new SendMessageCommand({ QueueUrl: ${url}, MessageBody: '' }))`;

/** How a queue's URL gets to the call, and what is seen of it. `…` is what nobody knows. */
const WAYS: Readonly<Record<string, readonly [code: string, url: string]>> = {
  'the environment': [`export const handler = () => ${send('process.env.QUEUE')};`, '${QUEUE}'],
  'a member by its name': [
    `export const handler = () => ${send(`process.env['QUEUE'] ?? 'none'`)};`,
    '${QUEUE}|none',
  ],
  'a destructured environment': [
    `const { QUEUE: url = 'none' } = process.env;\nexport const handler = () => ${send('url')};`,
    '${QUEUE}|none',
  ],
  'a constant': [`const url = 'https://q';\nexport const handler = () => ${send('url')};`, 'https://q'],
  'a choice': [
    `export const handler = (e: { a: boolean }) => ${send(`e.a ? process.env.A : process.env.B`)};`,
    '${A}|${B}',
  ],
  'a template': [
    `export const handler = (e: { n: string }) => ${send('`https://${process.env.HOST}/${e.n}.fifo`')};`,
    'https://${HOST}/….fifo',
  ],
  'a sum': [`export const handler = () => ${send(`'https://' + process.env.HOST`)};`, 'https://${HOST}'],
  'a parameter': [
    `const go = (url: string | undefined) => ${send('url')};\nexport const handler = () => [go(process.env.A), go('b')];`,
    '${A}|b',
  ],
  'a parameter that is left out': [
    `const go = (url = process.env.DEFAULT) => ${send('url')};\nexport const handler = () => go();`,
    '${DEFAULT}',
  ],
  'a helper that reads': [
    `function required(name: string, variables = process.env): string {
       const value = variables[name];
       if (value) return value;
       throw new Error(name);
     }
     export const handler = () => ${send(`required('QUEUE')`)};`,
    '${QUEUE}',
  ],
  'a member of a class': [
    `class Sender {
       constructor(private readonly target: { readonly url: string | undefined }) {}
       go() { return ${send('this.target.url')}; }
     }
     const sender = new Sender({ url: process.env.QUEUE });
     export const handler = () => sender.go();`,
    '${QUEUE}',
  ],
  'an inherited constructor': [
    `class Base {
       private readonly url: string | undefined;
       constructor(url: string | undefined) { this.url = url; }
       go() { return ${send('this.url')}; }
     }
     class Own extends Base {}
     class Other extends Base { constructor() { super('https://other'); } }
     export const handler = () => [new Own(process.env.QUEUE).go(), new Other().go()];`,
    '${QUEUE}|https://other',
  ],
  'an interface': [
    `interface Queue { send(url: string | undefined): unknown }
     class Sqs implements Queue { send(url: string | undefined) { return ${send('url')}; } }
     const use = (queue: Pick<Queue, 'send'>) => queue.send(process.env.QUEUE);
     export const handler = () => use(new Sqs());`,
    '${QUEUE}',
  ],
  'a spread': [
    `const base = { QueueUrl: process.env.QUEUE, MessageBody: '' };
     export const handler = () => new SQSClient({}).send(new SendMessageCommand({ ...base, MessageBody: 'b' }));`,
    '${QUEUE}',
  ],
  'an input that is overwritten': [
    `const base = { QueueUrl: 'old', MessageBody: '' };
     export const handler = () => new SQSClient({}).send(new SendMessageCommand({ ...base, QueueUrl: 'new' }));`,
    'new',
  ],
  'a loop': [
    `export const handler = () => { for (const url of ['a', process.env.B]) ${send('url')}; };`,
    'a|${B}',
  ],
  'a list that is mapped': [
    `export const handler = () => [{ url: 'a' }, { url: process.env.B }].map(({ url }) => ${send('url')});`,
    'a|${B}',
  ],
  'an assertion of its type': [
    `export const handler = () => ${send('(process.env.QUEUE as string)!')};`,
    '${QUEUE}',
  ],
  'a variable that is set later': [
    `let url: string | undefined;\nexport const handler = () => { url ??= process.env.QUEUE; return ${send('url')}; };`,
    '${QUEUE}',
  ],
  'a type of literals': [`export const handler = (e: { url: 'a' | 'b' }) => ${send('e.url')};`, 'a|b'],
  'an enumeration': [
    `enum Queue { Main = 'https://main' }\nexport const handler = () => ${send('Queue.Main')};`,
    'https://main',
  ],
  'a circle': [
    `const turn = (url: string | undefined, n: number): unknown => n > 0 ? turn(url, n - 1) : ${send('url')};
     export const handler = () => turn(process.env.QUEUE, 3);`,
    '${QUEUE}',
  ],
  'what the caller says': [`export const handler = (e: { url: string }) => ${send('e.url')};`, '…'],
  'a reader of the environment': [
    `import { read } from './environment';\nconst { queue } = read();\nexport const handler = () => ${send('queue.url')};`,
    '${A_QUEUE_URL}',
  ],
};

let found: ReadonlyMap<string, FunctionCalls>;
const id = (name: string) => name.replaceAll(' ', '-');

beforeAll(() => {
  const handlers = Object.entries(WAYS).map(([name, [code]]) => [
    `${id(name)}.handler.ts`,
    `${IMPORT}\n${code}`,
  ]);
  const shared = `export function read(): { queue: { url: string } } { return JSON.parse(process.env.ALL ?? ''); }`;
  found = analysed(
    {
      ...Object.fromEntries(handlers),
      'environment.ts': shared,
      'post.ts': `export function sign(post: { bucket: string; path: { key: string } }) {
        return [post, 'AWS4-HMAC-SHA256'];
      }`,
      'signed.handler.ts': `import { sign } from './post';
        export const handler = (e: { id: string }) => sign({ bucket: process.env.BUCKET ?? '', path: { key: 'in/' + e.id } });`,
    },
    {
      readers: [
        { file: 'environment.ts', name: 'read', variable: (_, path) => `A_${path.join('_').toUpperCase()}` },
      ],
      signers: [
        {
          file: 'post.ts',
          name: 'sign',
          package: '@aws-sdk/client-s3',
          operation: 'PostObject',
          input: { Bucket: 'bucket', Key: 'path.key' },
        },
      ],
    },
  );
});

test.each(Object.entries(WAYS))('follows a value through %s', (name, [, url]) => {
  const calls = found.get(id(name));
  const line = calls && shownCalls(calls)[0];
  expect(line?.replace(/^SendMessage @\d+ QueueUrl=/, '')).toBe(url);
});

test('lists the variables that reach a call', () => {
  expect(found.get('a-choice')?.variables).toEqual(['A', 'B']);
});

test('GIVEN a function that signs by hand and is said to THEN what it signs is a call like others', () => {
  const signed = found.get('signed');
  expect(signed && shownCalls(signed)).toEqual(['PostObject @2 Bucket=${BUCKET}| Key=in/…']);
  expect(signed?.unresolved).toEqual([]);
});
