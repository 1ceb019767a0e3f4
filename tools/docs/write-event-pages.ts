import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENT_CATALOGUE } from '../../functions/deposits/events/catalogue';
import type { EventDefinition } from '../../functions/deposits/events/event';
import { repositoryRoot } from '../repository';
import { PAGES_DIRECTORY, renderPages } from './event-pages';
import {
  IncompatibleChangeError,
  readRecord,
  recordFile,
  renderRecord,
  updatedRecord,
} from './event-records';

/** Writes the pages of all events, and the records of what was published. Nothing, when a published version was broken. */
function write(): void {
  const catalogue: readonly EventDefinition[] = EVENT_CATALOGUE;
  const records = catalogue.map((definition) => ({
    file: recordFile(definition),
    record: updatedRecord(definition, readRecord(definition)),
  }));
  for (const { file, record } of records) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, renderRecord(record));
  }
  const directory = join(repositoryRoot, PAGES_DIRECTORY);
  const pages = renderPages();
  mkdirSync(directory, { recursive: true });
  for (const file of readdirSync(directory).filter((name) => !pages.has(name))) rmSync(join(directory, file));
  for (const [file, text] of pages) writeFileSync(join(directory, file), text);
  console.log(`${PAGES_DIRECTORY}: ${pages.size} pages; ${records.length} published versions recorded`);
}

try {
  write();
} catch (error) {
  if (!(error instanceof IncompatibleChangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
