import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The function of docs/add-a-function.md, compiled where the page says that its files are. */
const root = join(__dirname, '..');
const page = readFileSync(join(root, 'docs', 'add-a-function.md'), 'utf8');
const [contract = '', handler = ''] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

function errorsOf(files: Readonly<Record<string, string>>): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, incremental: false, tsBuildInfoFile: undefined });
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path in files || fileExists(path);
  // A module in a folder that is not there is not even looked for.
  const { directoryExists } = host;
  host.directoryExists = (path) =>
    Object.keys(files).some((file) => dirname(file) === path) || (directoryExists?.(path) ?? true);
  host.readFile = (path) => files[path] ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) =>
    files[path] === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, files[path], version);
  const program = ts.createProgram(
    Object.keys(files),
    { ...options, incremental: false, tsBuildInfoFile: undefined },
    host,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the example of a function', () => {
  const folder = join(root, 'functions', 'count-deposits');
  const files = { [join(folder, 'contract.ts')]: contract, [join(folder, 'handler.ts')]: handler };

  it('compiles', () => {
    expect(contract).toContain('defineContract');
    expect(handler).toContain('export const handler');
    expect(errorsOf(files)).toEqual([]);
  });

  it('is really looked at: a mistake in it is found', () => {
    const wrong = {
      ...files,
      [join(folder, 'handler.ts')]: handler.replace('environment.ledger', 'environment.legder'),
    };
    expect(errorsOf(wrong).join(' ')).toContain('legder');
  });
});
