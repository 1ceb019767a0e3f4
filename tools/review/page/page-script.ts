import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { repositoryRoot } from '../../repository';

/**
 * The script of the review's page, with the package that zooms. It is bundled when a page is written, which takes a
 * tenth of a second: nothing generated lies in the repository, and no page has the script of an older one.
 */
export function pageScript(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: ['policies/report/html/client/main.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2021',
    platform: 'browser',
    // The package's own notice is no comment that a bundler keeps.
    banner: { js: `/*! with @panzoom/panzoom, ${panzoomLicence()} */` },
    charset: 'ascii',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** The first lines of its licence: who holds the rights, and under which name they are given. */
function panzoomLicence(): string {
  const file = join(repositoryRoot, 'node_modules', '@panzoom', 'panzoom', 'MIT-License.txt');
  const [copyright = ''] = readFileSync(file, 'utf8').split('\n');
  return `MIT License, ${copyright.trim()}`;
}
