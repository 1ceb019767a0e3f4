import * as v from 'valibot';
import type { DuplicateLine, RejectedLine } from '../deposits/batch/batch';
import type { BatchFiles, MapResults } from '../deposits/batch/ports';

/** A file of results is at most as large as what a function can hold beside its parsed form. */
const MAX_RESULT_BYTES = 64 * 1024 * 1024;

const resultFile = v.object({ Key: v.string() });

/**
 * What a Distributed Map's ResultWriter leaves: a manifest that names the files of results by how the parts ended. A list
 * may be missing.
 */
const manifest = v.object({
  ResultFiles: v.object({
    SUCCEEDED: v.optional(v.array(resultFile), []),
    FAILED: v.optional(v.array(resultFile), []),
    PENDING: v.optional(v.array(resultFile), []),
  }),
});

/** A file of results: the parts' executions, the output of each as a text of JSON. */
const executions = v.array(v.object({ Output: v.optional(v.string()) }));

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const partOutput = v.object({ accepted: count, duplicates: count });

const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const refusals = v.object({
  rejected: v.array(
    v.object({ line, errors: v.array(v.object({ pointer: v.string(), detail: v.string() })) }),
  ),
  duplicates: v.array(v.object({ line, sameAs: line })),
});

/**
 * Adds up what the parts of a map run answered.
 *
 * @throws Error when a file is not what Step Functions and this version of the functions write
 */
export async function readMapResults(
  files: Pick<BatchFiles, 'read'>,
  manifestKey: string,
): Promise<MapResults> {
  const { ResultFiles: found } = await readJson(files, manifestKey, manifest);
  let accepted = 0;
  let duplicates = 0;
  for (const { Key: key } of found.SUCCEEDED) {
    for (const { Output: output } of await readJson(files, key, executions)) {
      const part = parse(partOutput, output ?? '', key);
      accepted += part.accepted;
      duplicates += part.duplicates;
    }
  }
  let unfinishedParts = 0;
  for (const { Key: key } of [...found.FAILED, ...found.PENDING]) {
    unfinishedParts += (await readJson(files, key, executions)).length;
  }
  return { accepted, duplicates, unfinishedParts };
}

/** What split-batch refused. */
export function readRefusals(
  files: Pick<BatchFiles, 'read'>,
  key: string,
): Promise<{ readonly rejected: RejectedLine[]; readonly duplicates: DuplicateLine[] }> {
  return readJson(files, key, refusals);
}

async function readJson<T>(
  files: Pick<BatchFiles, 'read'>,
  key: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> {
  const content = await files.read(key, MAX_RESULT_BYTES);
  if (!('bytes' in content)) throw new Error(`${key} has ${content.tooLargeBytes} bytes, too many to merge`);
  return parse(schema, new TextDecoder().decode(content.bytes), key);
}

/** Errors name the members that are wrong: what stands in them may be customer data. */
function parse<T>(schema: v.GenericSchema<unknown, T>, text: string, key: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${key} is not JSON`);
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const members = new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole'));
  throw new Error(`${key} is not as this version expects: ${[...members].slice(0, 5).join(', ')}`);
}
