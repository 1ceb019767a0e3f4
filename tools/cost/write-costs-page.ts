import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../repository';
import { renderCostsPage } from './costs-page';

/** Writes docs/costs.md and its charts, and takes charts away that nobody shows any more. */
async function write(): Promise<void> {
  const files = await renderCostsPage();
  const charts = join(repositoryRoot, 'docs/costs');
  mkdirSync(charts, { recursive: true });
  for (const name of readdirSync(charts).filter((one) => !files.has(`docs/costs/${one}`)))
    rmSync(join(charts, name));
  for (const [file, text] of files) {
    mkdirSync(dirname(join(repositoryRoot, file)), { recursive: true });
    writeFileSync(join(repositoryRoot, file), text);
  }
  process.stdout.write(`docs/costs.md and ${files.size - 1} charts\n`);
}

write().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
