import { dirname, join } from 'node:path';

/**
 * The root of the checkout: the directory of package.json. Compiled tools lie in `.build/`, so the way up is searched
 * by name instead of counted.
 */
export const repositoryRoot: string = findRoot(__dirname);

function findRoot(directory: string): string {
  try {
    const { name } = require(join(directory, 'package.json')) as { name?: string };
    if (name === 'vpc-lambda') return directory;
  } catch {
    // No package.json here.
  }
  const parent = dirname(directory);
  if (parent === directory) throw new Error('vpc-lambda runs from its own checkout, and none was found');
  return findRoot(parent);
}

interface RunTypescript {
  bundle(entry: string, options?: { standalone?: boolean }): string;
}

/**
 * The bundled script of a TypeScript entry point, made anew when a source has changed.
 *
 * @param entry relative to the repository
 * @param options standalone: packages are bundled too, so that the script starts faster
 * @returns its absolute path; the source map stands beside it with `.map` added
 */
export function typescriptBundle(entry: string, options: { standalone?: boolean } = {}): string {
  const runner = require(join(repositoryRoot, 'tools', 'bin', 'run-typescript.js')) as RunTypescript;
  return runner.bundle(entry, options);
}
