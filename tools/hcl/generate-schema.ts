/**
 * Writes the snapshot of the provider's schema. From the root of the repository:
 * `node -e "require(require('./tools/bin/run-typescript.js').bundle('tools/hcl/generate-schema.ts'))"`
 */
import { writeFileSync } from 'node:fs';
import { findTerraform } from '../terraform/find-terraform';
import { AWS_PROVIDER } from '../terraform/provider-mirror';
import { compactSchema, readAwsSchema, renderSnapshot, SNAPSHOT_FILE } from './schema-snapshot';

async function generate(): Promise<void> {
  const terraform = await findTerraform();
  if (!terraform) throw new Error('no terraform in the PATH: install Terraform 1.11');
  const snapshot = compactSchema(await readAwsSchema(terraform.path), AWS_PROVIDER.version);
  writeFileSync(SNAPSHOT_FILE, renderSnapshot(snapshot));
  const types = Object.keys(snapshot.resources).length + Object.keys(snapshot.data).length;
  console.log(`${SNAPSHOT_FILE}: ${types} types, ${Object.keys(snapshot.nodes).length} different bodies`);
}

generate().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
