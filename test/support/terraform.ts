import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeStack } from '../../tools/hcl/write-stack';
import { writeCliConfig } from '../../tools/terraform/cli-config';
import { findTerraform } from '../../tools/terraform/find-terraform';
import type { TerraformContext } from '../../tools/terraform/run-terraform';
import { fmtCheck, init, validate } from '../../tools/terraform/terraform-commands';
import type { Synthesized } from './synth';

/** In CI nothing is skipped: there, a missing Terraform is a failure. */
const runnable = spawnSync('terraform', ['version']).status === 0 || process.env['CI'] !== undefined;
export const testWithTerraform = runnable ? test : test.skip;

/** The synthesized stack with the provider's source, which cdktf writes only for a whole app. */
export function withProvider({ json }: Synthesized): Record<string, unknown> {
  const aws = { source: 'hashicorp/aws', version: '5.100.0' };
  return { ...json, terraform: { required_providers: { aws } } };
}

/** Expects that Terraform finds the configuration valid as JSON and as HCL, and the HCL well laid out. */
export async function expectValid(json: Record<string, unknown>, directory: string): Promise<void> {
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
  for (const [file, text] of writeStack(json)) writeFileSync(join(stack, file), text);
  expect(await validate(context)).toEqual({ valid: true, diagnostics: [] });
  expect(await fmtCheck(context)).toEqual([]);
}
