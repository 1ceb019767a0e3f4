import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { EventDefinition } from '../../functions/deposits/events/event';
import { repositoryRoot } from '../repository';
import { incompatibilities } from './compatibility';
import { bare, exampleOf, type JsonSchema, jsonSchemaOf } from './json-schema';

/** What was published under one version of one event: by this, later changes are judged. */
export interface EventRecord {
  /** Without descriptions. */
  readonly schema: JsonSchema;
  /** Events that were valid at some time under this version. None is ever taken out. */
  readonly samples: readonly unknown[];
}

/** Where the records lie: the tests read them, and nothing else does. */
export const RECORDS_DIRECTORY = join(repositoryRoot, 'test', 'fixtures', 'events');

/** A published version was changed by more than an optional member. */
export class IncompatibleChangeError extends Error {
  override readonly name = 'IncompatibleChangeError';

  constructor(
    readonly event: string,
    readonly version: number,
    readonly problems: readonly string[],
  ) {
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    super(
      `${event} version ${version} was published, and is changed by more than an optional member:\n${list}\n` +
        `Make version ${version + 1}: a further definition in functions/deposits/events, listed in catalogue.ts beside ` +
        `version ${version}, which stays until no archive, queue or consumer holds it.`,
    );
  }
}

export function recordFile({ name, version }: EventDefinition): string {
  return join(RECORDS_DIRECTORY, name, `v${version}.json`);
}

/** Nothing for a version that was not recorded yet. */
export function readRecord(definition: EventDefinition): EventRecord | undefined {
  const file = recordFile(definition);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as EventRecord) : undefined;
}

/**
 * The record of a version as it is now: its schema, and its samples beside those recorded before.
 *
 * @throws IncompatibleChangeError when the version was published and changed by more than an optional member
 */
export function updatedRecord(definition: EventDefinition, recorded: EventRecord | undefined): EventRecord {
  const schema = jsonSchemaOf(definition.schema);
  const problems = recorded ? incompatibilities(recorded.schema, schema) : [];
  if (problems.length > 0) throw new IncompatibleChangeError(definition.name, definition.version, problems);
  const examples = [exampleOf(schema, 'all'), exampleOf(schema, 'required')];
  const samples = [...(recorded?.samples ?? [])];
  for (const example of examples) {
    if (!samples.some((sample) => isDeepStrictEqual(sample, example))) samples.push(example);
  }
  return { schema: bare(schema), samples };
}

export function renderRecord(record: EventRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
