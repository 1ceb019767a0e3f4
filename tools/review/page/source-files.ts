import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from '../../../policies/graph/graph';
import type { SourceFile } from '../../../policies/report/html/page-material';

/** All files together. A page of more text than that nobody opens; what is over it is left out. */
const MAX_BYTES = 24 * 1024 * 1024;

/**
 * The Terraform that a page shows: what was written by hand where the input is that, and the HCL that `synth` wrote
 * beside the JSON. A plan has neither.
 *
 * @param path what was judged
 */
export function sourceFiles(graph: Graph, path: string): readonly SourceFile[] | undefined {
  if (graph.kind === 'plan') return undefined;
  const files = graph.kind === 'synthesized' ? synthesized(path) : written(graph, path);
  let bytes = 0;
  return files.flatMap(({ path: name, at, stack }) => {
    const size = statSync(at, { throwIfNoEntry: false })?.size;
    if (size === undefined || bytes + size > MAX_BYTES) return [];
    bytes += size;
    return [{ path: name, text: readFileSync(at, 'utf8'), ...(stack === undefined ? {} : { stack }) }];
  });
}

interface Found {
  readonly path: string;
  readonly at: string;
  readonly stack?: string;
}

function synthesized(directory: string): readonly Found[] {
  const hcl = join(directory, 'hcl');
  if (!existsSync(hcl)) return [];
  return readdirSync(hcl).flatMap((stack) => {
    const inside = join(hcl, stack);
    if (!statSync(inside).isDirectory()) return [];
    return readdirSync(inside)
      .filter((name) => name.endsWith('.tf'))
      .map((name) => ({ path: `hcl/${stack}/${name}`, at: join(inside, name), stack }));
  });
}

/** The root module's files and those of the modules that resources come from. */
function written(graph: Graph, path: string): readonly Found[] {
  const isFile = existsSync(path) && statSync(path).isFile();
  const directory = isFile ? join(path, '..') : path;
  const root = isFile ? [] : readdirSync(directory).filter((name) => /\.tf(\.json)?$/.test(name));
  const names = new Set([
    ...root,
    ...graph.resources.map(({ source }) => source.file),
    ...graph.gaps.map(({ file }) => file),
  ]);
  return [...names].map((name) => ({ path: name, at: join(directory, name) })).filter(({ at }) => isText(at));
}

function isText(path: string): boolean {
  return /\.tf(\.json)?$/.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
