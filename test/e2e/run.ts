import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findPython } from '../../tools/emulator/moto/find-python';
import { repositoryRoot } from '../../tools/repository';
import { findTerraform } from '../../tools/terraform/find-terraform';

/** What the end-to-end tests cannot do without, as sentences. Empty when all is there. */
async function missing(): Promise<readonly string[]> {
  const terraform = (await findTerraform()) ? [] : ['there is no terraform on the PATH'];
  const moto = await findPython().then(
    () => [],
    (error: Error) => [error.message],
  );
  return [...terraform, ...moto];
}

async function main(): Promise<void> {
  const reasons = await missing();
  if (reasons.length > 0) {
    for (const reason of reasons) process.stdout.write(`left out: end-to-end tests: ${reason}\n`);
    process.stdout.write('npx vpc-lambda doctor gives the commands that mend it\n');
    process.exitCode = process.env['CI'] ? 1 : 0;
    return;
  }
  const jest = join(repositoryRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    jest,
    '--config',
    join(repositoryRoot, 'test', 'e2e', 'jest.config.js'),
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: repositoryRoot,
  });
  process.exitCode = status ?? 1;
}

void main();
