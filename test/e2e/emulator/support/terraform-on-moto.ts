import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { MotoProcess } from '../../../../tools/emulator/moto/start-moto';
import { writeCliConfig } from '../../../../tools/terraform/cli-config';
import { findTerraform } from '../../../../tools/terraform/find-terraform';
import type { TerraformContext } from '../../../../tools/terraform/run-terraform';

/**
 * Terraform in a copy of a configuration, with the real provider that calls moto.
 *
 * @param work an empty directory of the test's own
 * @param configuration a directory of `.tf` files; `provider.tf` comes from here
 * @param variables by name
 */
export async function terraformOnMoto(
  moto: MotoProcess,
  work: string,
  configuration: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<TerraformContext> {
  const terraform = await findTerraform();
  if (!terraform) throw new Error('terraform is not on the PATH');
  const directory = join(work, 'stack');
  cpSync(configuration, directory, { recursive: true });
  cpSync(join(__dirname, 'provider.tf'), join(directory, 'provider.tf'));
  return {
    binary: terraform.path,
    directory,
    env: {
      ...writeCliConfig({ directory: join(work, 'cli') }),
      AWS_ENDPOINT_URL: moto.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])),
    },
  };
}
