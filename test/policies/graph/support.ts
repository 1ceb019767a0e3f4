import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Graph } from '../../../policies/graph/graph';
import { InputError } from '../../../policies/graph/input-error';
import { loadGraph } from '../../../policies/graph/load';
import type { DirectoryOptions } from '../../../policies/graph/load-directory';
import type { Resource } from '../../../policies/graph/resource';

export const FIXTURES = join(__dirname, '../../fixtures/policies/graph');

/** Writes the files into a directory of their own and hands it over; it is gone afterwards. */
export async function inDirectory<T>(
  files: Readonly<Record<string, string>>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The graph of a root module that is written here. All values are computed, as the files are gone afterwards. */
export function graphOf(
  files: string | Readonly<Record<string, string>>,
  options: DirectoryOptions = {},
): Promise<Graph> {
  return inDirectory(typeof files === 'string' ? { 'main.tf': files } : files, async (path) => {
    const graph = await loadGraph(path, options);
    for (const resource of graph.resources) void [resource.values, resource.references];
    return graph;
  });
}

/** The error that the input causes. */
export async function inputError(work: () => Promise<unknown>): Promise<InputError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('the input was accepted');
}

/** The resource, which must be there. */
export function found(graph: Graph, address: string, stack?: string): Resource {
  const resource = graph.byAddress(address, stack);
  if (!resource) throw new Error(`no ${address} among ${graph.resources.map(({ key }) => key).join(', ')}`);
  return resource;
}
