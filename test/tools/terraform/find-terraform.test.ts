import { chmodSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findTerraform } from '../../../tools/terraform/find-terraform';
import { FakeTerraform } from './fake-terraform';

const VERSION = `echo '{"terraform_version": "1.11.4"}'`;

describe('findTerraform', () => {
  const fakes: FakeTerraform[] = [];
  const fake = (script: string): FakeTerraform => {
    const made = new FakeTerraform(script);
    fakes.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of fakes.splice(0)) made.dispose();
  });

  it('gives the path and the version of the one on the PATH', async () => {
    const { bin, binary } = fake(VERSION);
    await expect(findTerraform({ env: { PATH: bin } })).resolves.toEqual({ path: binary, version: '1.11.4' });
  });

  it('is undefined where there is none, and without a PATH', async () => {
    const { directory } = fake(VERSION);
    await expect(findTerraform({ env: { PATH: directory } })).resolves.toBeUndefined();
    await expect(findTerraform({ env: {} })).resolves.toBeUndefined();
  });

  it.each([
    ['fails, as a version manager does that has none installed', 'exit 126'],
    ['is something else', 'echo hello'],
    ['answers JSON of something else', `echo '{"version": 1}'`],
  ])('passes over one that %s', async (_name, script) => {
    const [wrong, right] = [fake(script), fake(VERSION)];
    const PATH = [wrong.bin, right.bin].join(delimiter);
    await expect(findTerraform({ env: { PATH } })).resolves.toMatchObject({ path: right.binary });
  });

  it('passes over a directory and a file that cannot be executed', async () => {
    const [plain, right] = [fake(VERSION), fake(VERSION)];
    chmodSync(plain.binary, 0o644);
    mkdirSync(join(plain.directory, 'terraform'));
    const PATH = [plain.bin, plain.directory, right.bin].join(delimiter);
    await expect(findTerraform({ env: { PATH } })).resolves.toMatchObject({ path: right.binary });
  });

  it('does not depend on the CLI configuration in the environment', async () => {
    const { bin } = fake(`[ -z "$TF_CLI_CONFIG_FILE" ] && ${VERSION}`);
    const env = { PATH: bin, TF_CLI_CONFIG_FILE: '/nowhere' };
    await expect(findTerraform({ env })).resolves.toMatchObject({ version: '1.11.4' });
  });
});
