import { readFileSync } from 'node:fs';
import {
  compactSchema,
  readAwsSchema,
  renderSnapshot,
  SNAPSHOT_FILE,
} from '../../../tools/hcl/schema-snapshot';
import { findTerraform } from '../../../tools/terraform/find-terraform';
import { AWS_PROVIDER } from '../../../tools/terraform/provider-mirror';

describe('the snapshot of the provider schema', () => {
  it('is what the provider says: if not, run tools/hcl/generate-schema.ts', async () => {
    const terraform = await findTerraform();
    if (!terraform) throw new Error('no terraform in the PATH');
    const current = compactSchema(await readAwsSchema(terraform.path), AWS_PROVIDER.version);
    expect(renderSnapshot(current) === readFileSync(SNAPSHOT_FILE, 'utf8')).toBe(true);
  });
});
