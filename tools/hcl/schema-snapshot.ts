import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SchemaSnapshot } from '../../policies/schema/provider-schema';
import { writeCliConfig } from '../terraform/cli-config';
import { AWS_PROVIDER } from '../terraform/provider-mirror';

/** Where the snapshot lies, from the root of the repository. */
export const SNAPSHOT_FILE = `policies/schema/aws-${AWS_PROVIDER.version}.json`;

/** The part of `terraform providers schema -json` that says which names are blocks. */
export interface BlockDescription {
  readonly block_types?: Readonly<
    Record<string, { readonly nesting_mode: string; readonly block: BlockDescription }>
  >;
}
type Types = Readonly<Record<string, { readonly block: BlockDescription }>>;
export interface ProviderDescription {
  readonly provider: { readonly block: BlockDescription };
  readonly resource_schemas: Types;
  readonly data_source_schemas: Types;
  readonly ephemeral_resource_schemas?: Types;
}

/** The snapshot of what Terraform says of the provider. Sorted by name, so that it changes only where the schema does. */
export function compactSchema(description: ProviderDescription, version: string): SchemaSnapshot {
  const ids = new Map<string, string>();
  const nodes: Record<string, Record<string, string>> = {};

  const number = (description: BlockDescription): string => {
    const node: Record<string, string> = {};
    for (const [name, type] of sorted(description.block_types ?? {})) {
      node[name] = `${type.nesting_mode} ${number(type.block)}`;
    }
    const key = JSON.stringify(node);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = String(ids.size);
    ids.set(key, id);
    nodes[id] = node;
    return id;
  };
  const numbers = (types: Types): Record<string, string> =>
    Object.fromEntries(sorted(types).map(([type, { block }]) => [type, number(block)]));

  return {
    provider: AWS_PROVIDER.source,
    version,
    configuration: number(description.provider.block),
    resources: numbers(description.resource_schemas),
    data: numbers(description.data_source_schemas),
    ephemeral: numbers(description.ephemeral_resource_schemas ?? {}),
    nodes,
  };
}

/** The snapshot as it is stored. */
export function renderSnapshot(snapshot: SchemaSnapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}

/** Asks the real Terraform with the real provider, in a temporary directory. Takes some seconds. */
export async function readAwsSchema(terraform: string): Promise<ProviderDescription> {
  const directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-schema-'));
  try {
    const env = { ...process.env, ...writeCliConfig({ directory: join(directory, 'cli') }) };
    const aws = { source: AWS_PROVIDER.source, version: AWS_PROVIDER.version };
    writeFileSync(
      join(directory, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: { aws } } }),
    );
    const run = (...args: string[]): Promise<{ stdout: string }> =>
      promisify(execFile)(terraform, args, { cwd: directory, env, maxBuffer: 64 * 1024 * 1024 });
    await run('init', '-input=false');
    const { stdout } = await run('providers', 'schema', '-json');
    const schemas = JSON.parse(stdout) as { provider_schemas: Record<string, ProviderDescription> };
    const schema = schemas.provider_schemas[AWS_PROVIDER.source];
    if (!schema) throw new Error(`terraform gave no schema of ${AWS_PROVIDER.source}`);
    return schema;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
