import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { writeCliConfig } from '../terraform/cli-config';
import type { TerraformBinary } from '../terraform/find-terraform';
import { type Diagnostic, fmtCheck, init, validate } from '../terraform/terraform-commands';
import type { SynthesizedSystem } from './synthesize-system';

/** Terraform does not accept the HCL as it was written. */
export class InvalidHclError extends Error {
  override readonly name = 'InvalidHclError';
}

/**
 * Asks Terraform itself whether the HCL of every stack is formatted and valid. All stacks are validated in one run, as the
 * modules of a configuration of its own, because starting the provider is what takes the time. Nothing of an account is
 * needed and nothing is left in the directories.
 *
 * @throws InvalidHclError that names the files and what is wrong in them
 */
export async function validateHcl(system: SynthesizedSystem, terraform: TerraformBinary): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'vpc-lambda-validate-'));
  try {
    const env = writeCliConfig({ directory: scratch });
    const badlyFormatted = await fmtCheck({
      binary: terraform.path,
      directory: join(system.out, 'hcl'),
      env,
    });
    const modules = system.stacks.map(
      ({ name, hclDirectory }) =>
        `module "${name}" {\n  source = ${JSON.stringify(relative(scratch, hclDirectory))}\n}\n`,
    );
    writeFileSync(join(scratch, 'main.tf'), modules.join('\n'));
    const context = { binary: terraform.path, directory: scratch, env };
    await init(context);
    const { diagnostics } = await validate(context);
    const wrong = [
      ...badlyFormatted.map((file) => `${file}: not as terraform fmt writes it`),
      ...diagnostics
        .filter(({ severity }) => severity === 'error')
        .map((found) => describe(found, scratch, system.out)),
    ];
    if (wrong.length > 0)
      throw new InvalidHclError(`Terraform refuses the HCL:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function describe({ file, line, summary, detail }: Diagnostic, scratch: string, out: string): string {
  const place = file === undefined ? '?' : relative(join(out, 'hcl'), resolve(scratch, file));
  return `${place}:${line ?? '?'}: ${summary}: ${detail}`;
}
