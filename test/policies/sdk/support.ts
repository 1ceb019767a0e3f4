import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { analyseFunctions } from '../../../policies/sdk/analyse-functions';
import type { Conventions } from '../../../policies/sdk/conventions';
import { type FunctionCalls, shownText } from '../../../policies/sdk/sdk-call';

const MODULES = join(__dirname, '../../../node_modules');

/** As the package declares it: it is not installed here. */
const LIB_DYNAMODB: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: '@aws-sdk/lib-dynamodb', types: './dist-types/index.d.ts' }),
  'dist-types/index.d.ts': `export * from './commands/PutCommand';\nexport * from './DynamoDBDocument';`,
  'dist-types/commands/PutCommand.d.ts': `
    export type PutCommandInput = { TableName: string | undefined; Item: Record<string, unknown> };
    export declare class PutCommand { readonly input: PutCommandInput; constructor(input: PutCommandInput); }`,
  'dist-types/DynamoDBDocument.d.ts': `
    import { PutCommandInput } from './commands/PutCommand';
    export declare class DynamoDBDocument {
      static from(client: unknown): DynamoDBDocument;
      put(args: PutCommandInput): Promise<unknown>;
      update(args: import('./commands/UpdateCommand').UpdateCommandInput): Promise<unknown>;
      destroy(): void;
    }`,
  'dist-types/commands/UpdateCommand.d.ts': `export type UpdateCommandInput = { TableName: string | undefined };`,
};

/**
 * Analyses handlers that are written in a test, all in one run: each file whose name ends with `.handler.ts` is a
 * function, the others are what they import.
 */
export function analysed(
  files: Readonly<Record<string, string>>,
  conventions: Conventions = {},
): ReadonlyMap<string, FunctionCalls> {
  const root = mkdtempSync(join(tmpdir(), 'calls-'));
  try {
    linkModules(root);
    for (const [name, text] of Object.entries(files)) put(join(root, name), text);
    const entries = Object.keys(files).filter((name) => name.endsWith('.handler.ts'));
    return analyseFunctions({
      root,
      entries: Object.fromEntries(entries.map((name) => [name.replace(/\.handler\.ts$/, ''), name])),
      ...conventions,
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `SendMessage @3 QueueUrl=${QUEUE_URL}`, in the order of the lines. */
export function shownCalls({ calls }: FunctionCalls): readonly string[] {
  return calls.map(({ operation, position, input }) => {
    const members = Object.entries(input).map(([name, texts]) => `${name}=${texts.map(shownText).join('|')}`);
    return [`${operation} @${position.line}`, ...members].join(' ');
  });
}

export function operations({ calls }: FunctionCalls): readonly string[] {
  return [...new Set(calls.map(({ operation }) => operation))].sort();
}

function linkModules(root: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '@aws-sdk'), { recursive: true });
  for (const name of ['@smithy', '@types']) symlinkSync(join(MODULES, name), join(modules, name));
  for (const name of readdirSync(join(MODULES, '@aws-sdk'))) {
    symlinkSync(join(MODULES, '@aws-sdk', name), join(modules, '@aws-sdk', name));
  }
  for (const [name, text] of Object.entries(LIB_DYNAMODB)) {
    put(join(modules, '@aws-sdk/lib-dynamodb', name), text);
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
