import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { bundleFunctions, discoverFunctions } from '../../../tools/bundling/bundle-functions';
import { BundlingError } from '../../../tools/bundling/bundling-error';
import { readManifest } from '../../../tools/bundling/manifest';

const ROOT = join(__dirname, '../../..');
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bundling-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A project with functions of the given source, beside the packages of this one. */
function project(functions: Readonly<Record<string, string>>, name = 'project'): string {
  const root = join(directory, name);
  for (const [path, text] of Object.entries(functions)) {
    const file = join(root, 'functions', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  return root;
}
const one = (handler: string) => ({ 'one/handler.ts': handler, 'one/contract.ts': 'export {};' });
const HANDLER = 'export const handler = async (name: string): Promise<string> => `hello ${name}`;';

const outDir = (name = 'out') => join(directory, name);
const hashes = (out: string) =>
  readdirSync(out)
    .filter((file) => file.endsWith('.zip'))
    .map((file) => [file, readFileSync(join(out, file)).toString('base64')]);

describe('bundleFunctions', () => {
  test('GIVEN a function THEN a zip file with index.js, a metafile, and its entry in the manifest', async () => {
    const manifest = await bundleFunctions({ root: project(one(HANDLER)), outDir: outDir() });
    const zip = readFileSync(join(outDir(), 'one.zip'));
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['index.js']);
    expect(manifest).toEqual({
      schemaVersion: 1,
      functions: {
        one: {
          file: 'one.zip',
          sha256Base64: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
          sizeBytes: zip.byteLength,
          unzippedBytes: files['index.js']?.byteLength,
        },
      },
    });
    await expect(readManifest(outDir())).resolves.toEqual(manifest);
    const metafile = JSON.parse(readFileSync(join(outDir(), 'one.meta.json'), 'utf8'));
    expect(Object.keys(metafile.inputs)).toEqual(['functions/one/handler.ts']);
    const loaded = { exports: {} as { handler: (name: string) => Promise<string> } };
    new Function('module', 'exports', strFromU8(files['index.js'] ?? new Uint8Array()))(
      loaded,
      loaded.exports,
    );
    await expect(loaded.exports.handler('world')).resolves.toBe('hello world');
  });

  test('GIVEN an SQL file THEN it is imported as its text', async () => {
    const root = project({
      ...one(`import a from './a.sql'; export const handler = () => a;`),
      'one/a.sql': 'select 1;',
    });
    await bundleFunctions({ root, outDir: outDir() });
    const code = strFromU8(
      unzipSync(readFileSync(join(outDir(), 'one.zip')))['index.js'] ?? new Uint8Array(),
    );
    expect(code).toContain('select 1;');
  });

  test('GIVEN nothing changed THEN no file is touched; GIVEN a change THEN its zip is', async () => {
    const root = project({ ...one(HANDLER), 'two/handler.ts': HANDLER, 'two/contract.ts': '' });
    await bundleFunctions({ root, outDir: outDir() });
    const times = () =>
      readdirSync(outDir()).map((file) => [file, statSync(join(outDir(), file)).mtimeMs] as const);
    const before = times();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await bundleFunctions({ root, outDir: outDir() });
    expect(times()).toEqual(before);
    writeFileSync(join(root, 'functions/two/handler.ts'), HANDLER.replace('hello', 'goodbye'));
    await bundleFunctions({ root, outDir: outDir() });
    const changed = times().filter(
      ([file, time]) => !before.some(([name, old]) => name === file && old === time),
    );
    expect(changed.map(([file]) => file).sort()).toEqual(['manifest.json', 'two.meta.json', 'two.zip']);
  });

  test('GIVEN a selection THEN the others stay as they are', async () => {
    const root = project({ ...one(HANDLER), 'two/handler.ts': HANDLER, 'two/contract.ts': '' });
    const all = await bundleFunctions({ root, outDir: outDir() });
    writeFileSync(join(root, 'functions/one/handler.ts'), HANDLER.replace('hello', 'goodbye'));
    const some = await bundleFunctions({ root, outDir: outDir(), functions: ['two'] });
    expect(some).toEqual(all);
    const first = await bundleFunctions({ root, outDir: outDir('fresh'), functions: ['two'] });
    expect(Object.keys(first.functions)).toEqual(['two']);
  });

  test('GIVEN a function that was removed THEN its artefact goes too', async () => {
    const root = project({ ...one(HANDLER), 'two/handler.ts': HANDLER, 'two/contract.ts': '' });
    await bundleFunctions({ root, outDir: outDir() });
    rmSync(join(root, 'functions/two'), { recursive: true });
    const manifest = await bundleFunctions({ root, outDir: outDir() });
    expect(Object.keys(manifest.functions)).toEqual(['one']);
    expect([existsSync(join(outDir(), 'two.zip')), existsSync(join(outDir(), 'two.meta.json'))]).toEqual([
      false,
      false,
    ]);
  });

  test('GIVEN code that cannot be bundled THEN every problem of every function, with its place', async () => {
    const root = project({
      ...one(`import x from './nowhere';\nexport const handler = () => x;`),
      'two/handler.ts': 'export const = 1;',
      'two/contract.ts': '',
    });
    const error = await bundleFunctions({ root, outDir: outDir() }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BundlingError);
    expect(String(error)).toMatch(/functions\/one\/handler\.ts:1:15: Could not resolve "\.\/nowhere"/);
    expect(String(error)).toMatch(/functions\/two\/handler\.ts:1:14: Expected identifier/);
    expect(existsSync(join(outDir(), 'manifest.json'))).toBe(false);
  });

  test('GIVEN an unknown function THEN the known ones are told', async () => {
    const bundling = bundleFunctions({ root: project(one(HANDLER)), outDir: outDir(), functions: ['three'] });
    await expect(bundling).rejects.toThrow('unknown functions: three; known: one');
  });

  test('GIVEN no functions, or one without a contract THEN it is told', async () => {
    await expect(discoverFunctions(directory)).rejects.toThrow(/holds no function/);
    const root = project({ 'one/handler.ts': HANDLER });
    await expect(discoverFunctions(root)).rejects.toThrow(
      'without a contract.ts beside their handler.ts: one',
    );
  });

  test('GIVEN a directory that cannot be written THEN the error is passed on', async () => {
    writeFileSync(outDir('file'), '');
    await expect(bundleFunctions({ root: project(one(HANDLER)), outDir: outDir('file') })).rejects.toThrow(
      /ENOTDIR|EEXIST/,
    );
  });
});

describe('readManifest', () => {
  test.each([
    ['none', undefined, /is not there: bundle the functions first/],
    ['no JSON', '{', /not a manifest of this version/],
    ['another version', '{"schemaVersion":2,"functions":{}}', /not a manifest of this version/],
  ])('GIVEN %s THEN it says what to do', async (_what, text, message) => {
    if (text !== undefined) writeFileSync(join(directory, 'manifest.json'), text);
    await expect(readManifest(directory)).rejects.toThrow(message);
  });
});

describe('the bytes', () => {
  test('GIVEN the same source in two directories, working directories and zones THEN they are the same', async () => {
    const copy = join(directory, 'some where/else');
    cpSync(join(ROOT, 'functions'), join(copy, 'functions'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'tsconfig.json'), '{"compilerOptions":{"target":"ES5"}}');
    await bundleFunctions({ root: ROOT, outDir: outDir('here') });
    const cwd = process.cwd();
    const zone = process.env['TZ'];
    try {
      process.chdir(directory);
      process.env['TZ'] = 'Pacific/Kiritimati';
      await bundleFunctions({ root: 'some where/else', outDir: 'there' });
    } finally {
      process.chdir(cwd);
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect(hashes(outDir('there'))).toEqual(hashes(outDir('here')));
    expect(readFileSync(join(outDir('there'), 'manifest.json'))).toEqual(
      readFileSync(join(outDir('here'), 'manifest.json')),
    );
  });

  test('GIVEN functions one by one THEN they are the same as with the others', async () => {
    const names = ['get-deposit', 'migrate-database'];
    await bundleFunctions({ root: ROOT, outDir: outDir('together'), functions: names });
    for (const name of names)
      await bundleFunctions({ root: ROOT, outDir: outDir('single'), functions: [name] });
    expect(hashes(outDir('single'))).toEqual(hashes(outDir('together')));
  });
});
