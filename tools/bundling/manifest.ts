import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundlingError } from './bundling-error';

/** The artefact of one function. */
export interface BundledFunction {
  /** The zip file, relative to the manifest's directory. */
  readonly file: string;
  /** As Lambda's `source_code_hash` wants it. */
  readonly sha256Base64: string;
  /** Of the zip file. */
  readonly sizeBytes: number;
  readonly unzippedBytes: number;
}

/** What was bundled, by function. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly functions: Readonly<Record<string, BundledFunction>>;
}

export const MANIFEST_FILE = 'manifest.json';

/**
 * Reads the manifest of a directory of artefacts.
 *
 * @throws BundlingError when there is none, or it is of another version
 */
export async function readManifest(outDir: string): Promise<Manifest> {
  const path = join(outDir, MANIFEST_FILE);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new BundlingError(`${path} is not there: bundle the functions first`);
  const manifest = parse(text);
  if (!manifest)
    throw new BundlingError(`${path} is not a manifest of this version: bundle the functions again`);
  return manifest;
}

/** The text of a manifest: functions in the order of the alphabet, the same for the same artefacts. */
export function formatManifest(functions: Readonly<Record<string, BundledFunction>>): string {
  const sorted = Object.fromEntries(Object.entries(functions).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ schemaVersion: 1, functions: sorted } satisfies Manifest, null, 2)}\n`;
}

function parse(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Partial<Manifest>;
    return manifest.schemaVersion === 1 && manifest.functions ? (manifest as Manifest) : undefined;
  } catch {
    return undefined;
  }
}
