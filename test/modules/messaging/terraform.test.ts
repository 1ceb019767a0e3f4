import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { writeStack } from '../../../tools/hcl/write-stack';
import { writeCliConfig } from '../../../tools/terraform/cli-config';
import { findTerraform } from '../../../tools/terraform/find-terraform';
import type { TerraformContext } from '../../../tools/terraform/run-terraform';
import { fmtCheck, init, validate } from '../../../tools/terraform/terraform-commands';
import { synthesizeAws } from '../identity/aws-stack';
import { everything } from './everything';

/** In CI nothing is skipped: there, a missing Terraform is a failure. */
const runnable = spawnSync('terraform', ['version']).status === 0 || process.env['CI'] !== undefined;
const testWithTerraform = runnable ? test : test.skip;

/** The synthesized stack with the provider's source, which cdktf writes only for a whole app. */
const json = {
  ...synthesizeAws((stack) => everything(stack)).json,
  terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
};
const files = writeStack(json);

test('the HCL of all constructs equals their JSON', async () => {
  expect(await proveEqual(json, files)).toEqual([]);
});

describe('the real Terraform', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'messaging-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  testWithTerraform(
    'accepts all constructs, without a cycle, as JSON and as HCL',
    async () => {
      const terraform = await findTerraform();
      if (!terraform) throw new Error('no terraform in the PATH');
      const stack = join(directory, 'stack');
      mkdirSync(stack);
      writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(json));
      const env = { ...writeCliConfig({ directory: join(directory, 'config') }) };
      const context: TerraformContext = { binary: terraform.path, directory: stack, env };
      await init(context, { backend: false });
      expect(await validate(context)).toEqual({ valid: true, diagnostics: [] });

      rmSync(join(stack, 'cdk.tf.json'));
      for (const [file, text] of files) writeFileSync(join(stack, file), text);
      expect(await validate(context)).toEqual({ valid: true, diagnostics: [] });
      expect(await fmtCheck(context)).toEqual([]);
    },
    120_000,
  );
});
