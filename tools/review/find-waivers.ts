import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readWaivers } from '../../policies/waivers/read-waivers';
import type { WaiverFile } from '../../policies/waivers/waiver';

/** The name of the file that is looked for. */
const WAIVERS = 'waivers.json';

/**
 * The waivers for an input: the file that is named; or `waivers.json` beside it, and then at the root of the repository
 * in which it lies.
 *
 * @param path what is judged
 * @param named the file that the caller names. @default the one that is found, if there is one
 * @throws InputError
 */
export function findWaivers(path: string, named?: string): WaiverFile | undefined {
  if (named !== undefined) return readWaivers(resolve(named), named, true);
  const absolute = resolve(path);
  const start = existsSync(absolute) && statSync(absolute).isDirectory() ? absolute : dirname(absolute);
  for (let at = start; ; at = dirname(at)) {
    const file = join(at, WAIVERS);
    if ((at === start || isRepository(at)) && existsSync(file)) {
      return readWaivers(file, relative(start, file).replaceAll('\\', '/') || basename(file), at === start);
    }
    if (isRepository(at) || dirname(at) === at) return undefined;
  }
}

function isRepository(directory: string): boolean {
  return existsSync(join(directory, '.git'));
}
