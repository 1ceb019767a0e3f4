import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from './bundle';
import { BundlingError } from './bundling-error';
import { type BundledFunction, formatManifest, MANIFEST_FILE, type Manifest, readManifest } from './manifest';
import { writeIfChanged } from './write-if-changed';
import { deterministicZip } from './zip';

export interface BundleFunctionsOptions {
  /** The project's directory: it holds `functions` and `node_modules`. */
  readonly root: string;
  /** Where `<name>.zip`, `<name>.meta.json` and `manifest.json` go. */
  readonly outDir: string;
  /** The functions to bundle, by folder; what the manifest says of the others stays. @default all */
  readonly functions?: readonly string[];
}

/**
 * Bundles `functions/<name>/handler.ts` into a zip file each, whose handler is `index.handler`. The same source gives the
 * same bytes on any machine and day, and a zip file that would not change is not touched.
 *
 * @throws BundlingError for an unknown function, a handler without a contract, and code that esbuild refuses: with the
 * problems of all functions
 */
export async function bundleFunctions(options: BundleFunctionsOptions): Promise<Manifest> {
  const root = resolve(options.root);
  const outDir = resolve(options.outDir);
  const known = await discoverFunctions(root);
  const names = options.functions ? checked(options.functions, known) : known;
  const before = await readManifest(outDir).catch(() => undefined);
  const results = await Promise.allSettled(names.map((name) => bundleFunction(root, outDir, name)));
  throwIfAny(results);
  const bundled = Object.fromEntries(
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
  );
  const kept = Object.entries(before?.functions ?? {}).filter(
    ([name, { file }]) => options.functions && known.includes(name) && existsSync(join(outDir, file)),
  );
  const functions = { ...Object.fromEntries(kept), ...bundled };
  await removeStale(outDir, before, functions);
  const text = formatManifest(functions);
  await writeIfChanged(join(outDir, MANIFEST_FILE), text);
  return JSON.parse(text) as Manifest;
}

/**
 * The names of all functions: the folders of `functions` that hold a handler, in the order of the alphabet.
 *
 * @throws BundlingError when there are none, or one has no contract
 */
export async function discoverFunctions(root: string): Promise<readonly string[]> {
  const directory = join(root, 'functions');
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, 'handler.ts')))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0)
    throw new BundlingError(`${directory} holds no function: a folder with a handler.ts`);
  const bare = names.filter((name) => !existsSync(join(directory, name, 'contract.ts')));
  if (bare.length > 0) {
    throw new BundlingError(`functions without a contract.ts beside their handler.ts: ${bare.join(', ')}`);
  }
  return names;
}

function checked(asked: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new BundlingError(`unknown functions: ${unknown.join(', ')}; known: ${known.join(', ')}`);
  }
  return [...new Set(asked)].sort();
}

async function bundleFunction(
  root: string,
  outDir: string,
  name: string,
): Promise<readonly [string, BundledFunction]> {
  const { code, metafile } = await bundle(root, `functions/${name}/handler.ts`);
  const zip = deterministicZip({ 'index.js': code });
  const file = `${name}.zip`;
  await writeIfChanged(join(outDir, file), zip);
  await writeIfChanged(join(outDir, `${name}.meta.json`), `${JSON.stringify(metafile)}\n`);
  return [
    name,
    {
      file,
      sha256Base64: createHash('sha256').update(zip).digest('base64'),
      sizeBytes: zip.byteLength,
      unzippedBytes: code.byteLength,
    },
  ];
}

function throwIfAny(results: readonly PromiseSettledResult<unknown>[]): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const reason of reasons) {
    if (!(reason instanceof BundlingError)) throw reason;
  }
  if (reasons.length > 0) throw new BundlingError(reasons.map(({ message }) => message).join('\n'));
}

/** What an earlier manifest lists and this one does not: a function that was removed must not be deployed by mistake. */
async function removeStale(
  outDir: string,
  before: Manifest | undefined,
  functions: Readonly<Record<string, BundledFunction>>,
): Promise<void> {
  const stale = Object.keys(before?.functions ?? {}).filter((name) => !(name in functions));
  const files = stale.flatMap((name) => [`${name}.zip`, `${name}.meta.json`]);
  await Promise.all(files.map((file) => rm(join(outDir, file), { force: true })));
}
