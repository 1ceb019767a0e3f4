import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import type { Graph } from '../../graph/graph';
import { isRaw } from '../../graph/raw';
import { type JsonObject, parseJsonObject, readInput } from '../../graph/read-input';
import { resourceKey } from '../../graph/resource';

/** A resource or module that has another address now. Keys, with the stack where there are stacks. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What Terraform is told, or tells, of an input besides the resources that will be. */
export interface PlannedChange {
  readonly moves: readonly Move[];
  /** Addresses that a plan destroys and creates anew. A configuration does not say it. */
  readonly replaced: ReadonlySet<string>;
}

/**
 * Reads `moved` blocks of the root modules, or from a plan what was moved and what will be replaced. In a plan, moves
 * within modules are among them.
 */
export async function readChanges({ kind, path }: Pick<Graph, 'kind' | 'path'>): Promise<PlannedChange> {
  switch (kind) {
    case 'plan':
      return planned(json(path));
    case 'synthesized':
      return { moves: synthesizedMoves(path), replaced: new Set() };
    case 'directory':
      return { moves: await directoryMoves(path), replaced: new Set() };
  }
}

function planned(plan: JsonObject): PlannedChange {
  const moves: Move[] = [];
  const replaced = new Set<string>();
  for (const entry of list(plan['resource_changes'])) {
    if (!isRaw(entry) || typeof entry['address'] !== 'string') continue;
    const { address, previous_address: previous, change } = entry;
    if (typeof previous === 'string') moves.push({ from: previous, to: address as string });
    const actions = isRaw(change) ? list(change['actions']) : [];
    if (actions.includes('delete') && actions.includes('create')) replaced.add(address as string);
  }
  return { moves, replaced };
}

function synthesizedMoves(directory: string): readonly Move[] {
  const { stacks } = json(join(directory, 'manifest.json'));
  return Object.entries(isRaw(stacks) ? stacks : {}).flatMap(([name, entry]) => {
    const path = isRaw(entry) ? entry['synthesizedStackPath'] : undefined;
    return typeof path === 'string' ? movesIn(json(join(directory, path)), name) : [];
  });
}

async function directoryMoves(path: string): Promise<readonly Move[]> {
  const isFile = statSync(path).isFile();
  const directory = isFile ? dirname(path) : path;
  const names = isFile
    ? [basename(path)]
    : readdirSync(path).filter((name) => /^[^.#].*\.tf(\.json)?$/.test(name));
  const moves: Move[] = [];
  for (const name of names) {
    if (!existsSync(join(directory, name))) continue;
    const text = readInput(join(directory, name), name);
    if (!text.includes('moved')) continue;
    moves.push(
      ...movesIn(
        name.endsWith('.json') ? parseJsonObject(text, name) : ((await parse(name, text)) as JsonObject),
      ),
    );
  }
  return moves;
}

function movesIn(configuration: JsonObject, stack?: string): readonly Move[] {
  const blocks = configuration['moved'];
  return (Array.isArray(blocks) ? blocks : [blocks]).flatMap((block: unknown) => {
    if (!isRaw(block)) return [];
    const [from, to] = [bare(block['from']), bare(block['to'])];
    return from === undefined || to === undefined
      ? []
      : [{ from: resourceKey(from, stack), to: resourceKey(to, stack) }];
  });
}

/** An address, with or without `${}` around it. */
function bare(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/^\$\{\s*([\s\S]*?)\s*\}$/, '$1') : undefined;
}

function json(path: string): JsonObject {
  return parseJsonObject(readInput(path, basename(path)), basename(path));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
