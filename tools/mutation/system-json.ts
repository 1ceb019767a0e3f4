import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { StackInput } from '../../policies/graph/load-synthesized';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** What cdktf wrote for one environment, in memory. Nothing here is ever changed: an edit makes another system. */
export interface SystemJson {
  readonly environment: string;
  readonly stacks: readonly StackJson[];
}

export interface StackJson extends StackInput {
  readonly json: JsonObject;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws Error when the directory is none that cdktf wrote */
export function readSystem(environment: string, directory: string): SystemJson {
  const file = join(directory, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${directory} holds no synthesized system: it has no manifest.json`);
  const { stacks } = JSON.parse(readFileSync(file, 'utf8')) as {
    stacks: Record<string, { synthesizedStackPath: string }>;
  };
  return {
    environment,
    stacks: Object.entries(stacks).map(([name, { synthesizedStackPath: path }]) => ({
      name,
      directory: posix.dirname(path),
      json: JSON.parse(readFileSync(join(directory, path), 'utf8')) as JsonObject,
    })),
  };
}
