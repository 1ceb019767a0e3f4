import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { foldComputedNames } from '../../../tools/bundling/folded-schemas';

const CLIENTS = join(__dirname, '../../../node_modules/@aws-sdk');
const clients = readdirSync(CLIENTS).filter((name) => name.startsWith('client-'));

/** What a module of schemas exports, when it runs with these contents. */
async function exportsOf(folder: string, contents: string): Promise<Readonly<Record<string, unknown>>> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const module = { exports: {} };
  runInNewContext(outputFiles[0]?.text ?? '', { module, require, process, Buffer, URL, TextEncoder });
  return module.exports;
}

/** A schema as text. Schemas name each other by functions; each is followed once. */
function asText(value: unknown, names: Map<unknown, number>): string {
  if (typeof value === 'function') {
    if (/^\s*class\b/.test(String(value))) return `class ${value.name}`;
    return `() => ${asText((value as () => unknown)(), names)}`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const known = names.get(value);
  if (known !== undefined) return `#${known}`;
  names.set(value, names.size);
  if (Array.isArray(value)) return `[${value.map((member) => asText(member, names)).join()}]`;
  if (value.constructor?.name !== 'Object') return `a ${value.constructor?.name}`;
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}:${asText(member, names)}`)
    .join()}}`;
}

describe('foldComputedNames', () => {
  test.each([
    ['const _a = "x";\nf({ [_a]: 1, [_b]: 2 });', 'const _a = "x";\nf({ "x": 1, [_b]: 2 });'],
    ['const _a = "x";\nf({ [_a]: _a, b: [_a] });', 'const _a = "x";\nf({ "x": _a, b: [_a] });'],
    ['let _a = "x";\nf({ [_a]: 1 });', 'let _a = "x";\nf({ [_a]: 1 });'],
    ['const _a = "x" + y;\nf({ [_a]: 1 });', 'const _a = "x" + y;\nf({ [_a]: 1 });'],
    ['const _a = "__proto__";\nf({ [_a]: 1 });', 'const _a = "__proto__";\nf({ [_a]: 1 });'],
    ['const _a = "x\\"y";\nf({ [_a]: 1 });', 'const _a = "x\\"y";\nf({ [_a]: 1 });'],
    ['const _a = "x";\nswitch (b) { case c[_a]: d }', 'const _a = "x";\nswitch (b) { case c[_a]: d }'],
  ])('%j becomes %j', (source, folded) => {
    expect(foldComputedNames(source)).toBe(folded);
  });

  test.each(clients)('says the same as before of %s', async (client) => {
    const folder = join(CLIENTS, client, 'dist-es', 'schemas');
    const source = readFileSync(join(folder, 'schemas_0.js'), 'utf8');
    const folded = foldComputedNames(source);
    const [before, after] = [await exportsOf(folder, source), await exportsOf(folder, folded)];
    expect(Object.keys(before).length).toBeGreaterThan(5);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(asText({ ...after }, new Map())).toBe(asText({ ...before }, new Map()));
  });

  test('leaves no computed name in the schemas of S3', () => {
    const source = readFileSync(join(CLIENTS, 'client-s3', 'dist-es', 'schemas', 'schemas_0.js'), 'utf8');
    expect(source.match(/[{,]\s*\[\w+\]:/g)?.length).toBeGreaterThan(300);
    expect(foldComputedNames(source)).not.toMatch(/[{,]\s*\[\w+\]:/);
  });
});
