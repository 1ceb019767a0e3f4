import { existsSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Graph } from './graph';
import { InputError } from './input-error';
import { type DirectoryOptions, loadDirectory } from './load-directory';
import { isPlan, planGraph } from './load-plan';
import { isSynthesized, loadSynthesized } from './load-synthesized';
import { parseJsonObject, readInput } from './read-input';

/**
 * Loads whatever the path is: a plan as JSON, a directory that cdktf wrote, or a directory (or one file) of Terraform's
 * language in either syntax.
 *
 * @throws InputError and nothing else: one line with file and position
 */
export async function loadGraph(path: string, options: DirectoryOptions = {}): Promise<Graph> {
  try {
    return await load(path, options);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(basename(path), 'is nested too deeply to be read');
    throw error;
  }
}

async function load(path: string, options: DirectoryOptions): Promise<Graph> {
  if (!existsSync(path)) throw new InputError(path, 'does not exist');
  if (statSync(path).isDirectory()) {
    return isSynthesized(path) ? loadSynthesized(path, options) : loadDirectory(path, options);
  }
  if (path.endsWith('.tf.json') || extname(path) === '.tf') return loadDirectory(path, options);
  const name = basename(path);
  const json = parseJsonObject(readInput(path, name), name);
  if (isPlan(json)) return planGraph(json, path);
  throw new InputError(name, 'is neither a plan (terraform show -json) nor a .tf or .tf.json file', {
    line: 1,
  });
}
