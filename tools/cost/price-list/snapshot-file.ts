import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository';
import type { SnapshotJson } from './refresh-prices';

/** The file of the price snapshot, relative to the repository. */
export const SNAPSHOT_FILE = 'policies/cost/prices/prices.json';

export function readSnapshot(): SnapshotJson {
  return JSON.parse(readFileSync(join(repositoryRoot, SNAPSHOT_FILE), 'utf8')) as SnapshotJson;
}

export function writeSnapshot(snapshot: SnapshotJson): void {
  writeFileSync(join(repositoryRoot, SNAPSHOT_FILE), `${JSON.stringify(snapshot, null, 2)}\n`);
}
