import * as v from 'valibot';
import { InputError } from '../../graph/input-error';
import { type JsonObject, parseJsonObject, readInput } from '../../graph/read-input';
import { SEVERITIES } from '../../rules/rule';
import { schemaError } from '../schema-error';
import type { SystemSnapshot } from './snapshot';

const findingSchema = v.object({
  rule: v.string(),
  severity: v.picklist(SEVERITIES),
  status: v.picklist(['fail', 'unknown', 'waived']),
  address: v.string(),
  stack: v.optional(v.string()),
  file: v.string(),
  line: v.optional(v.number()),
  message: v.string(),
  remediation: v.string(),
  references: v.array(v.string()),
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}(:\d+)?$/, 'must be a fingerprint')),
});

const schema = v.object({
  schemaVersion: v.literal(1),
  findings: v.array(findingSchema),
  system: v.object({
    schemaVersion: v.literal(1, 'must be 1'),
    resources: v.record(v.string(), v.array(v.string())),
    stateful: v.record(v.string(), v.record(v.string(), v.nullable(v.string()))),
    models: v.optional(v.record(v.string(), v.unknown())),
  }),
});

export type BaselineFinding = v.InferOutput<typeof findingSchema>;

/** The state that was approved: what `review --format json` printed then. */
export interface Baseline {
  /** As messages call the file. */
  readonly name: string;
  readonly findings: readonly BaselineFinding[];
  readonly system: SystemSnapshot;
}

/** @throws InputError with the position of what is not as it must be */
export function readBaseline(path: string, name: string): Baseline {
  return parseBaseline(readInput(path, name), name);
}

/** As `readBaseline`, of a text. */
export function parseBaseline(text: string, name: string): Baseline {
  const json = parseJsonObject(text, name);
  const version = json['schemaVersion'];
  if (version !== 1) throw new InputError(name, wrongVersion(json), { line: 1 });
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (!result.success) throw schemaError(result.issues[0], text, name);
  return { name, findings: result.output.findings, system: result.output.system as SystemSnapshot };
}

function wrongVersion({ schemaVersion }: JsonObject): string {
  return schemaVersion === undefined
    ? 'is not what review --format json printed: it has no schemaVersion'
    : `has the schemaVersion ${JSON.stringify(schemaVersion)}; this version reads 1`;
}
