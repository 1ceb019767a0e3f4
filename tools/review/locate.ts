import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Locate, Located } from '../../policies/report/location';
import { repositoryRoot, typescriptBundle } from '../repository';
import { BundleSourceMap, type SourceLine } from '../synth/source-map';

/**
 * Leads from the positions that the application recorded to our TypeScript. Only for what was synthesized just now:
 * positions mean something in the script that made them, and it is made anew when a source changes.
 */
export function locateByFrames(): Locate {
  let map: BundleSourceMap | undefined;
  return ({ frames }) => {
    if (!frames || frames.length === 0) return undefined;
    // The map is large, and without findings nobody asks.
    map ??= openMap();
    return located(map.ownLines(frames));
  };
}

function openMap(): BundleSourceMap {
  const application = typescriptBundle('stacks/main.ts', { standalone: true });
  return new BundleSourceMap(`${application}.map`, relative(repositoryRoot, join(application, '..')));
}

function located([made, ...callers]: readonly SourceLine[]): Located | undefined {
  if (!made) return undefined;
  const stackLine = callers.find(({ file }) => file.startsWith('stacks/'));
  return stackLine && !made.file.startsWith('stacks/') ? { ...made, usedAt: stackLine } : made;
}

/** The comment above each block: the construct's path, then `modules/a.ts:41, from stacks/b.ts:23`. */
const COMMENT = /^# (\S+)\n# (\S+):(\d+)(?:, from (\S+):(\d+))?$/gm;

/**
 * Leads from constructs to our TypeScript by the comments in the HCL that was written with them: they hold for the
 * directory whenever, and on whichever machine, it was synthesized.
 *
 * @param directory what `vpc-lambda synth` wrote
 * @returns nothing, if there is no HCL in it
 */
export function locateByHcl(directory: string): Locate | undefined {
  const hcl = join(directory, 'hcl');
  if (!existsSync(hcl)) return undefined;
  let known: ReadonlyMap<string, Located> | undefined;
  return ({ constructPath }) => {
    if (constructPath === undefined) return undefined;
    known ??= readComments(hcl);
    return known.get(constructPath);
  };
}

function readComments(hcl: string): ReadonlyMap<string, Located> {
  const found = new Map<string, Located>();
  for (const name of readdirSync(hcl, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.tf')) continue;
    for (const [, path = '', file = '', line, from, fromLine] of readFileSync(
      join(hcl, name),
      'utf8',
    ).matchAll(COMMENT)) {
      found.set(path, {
        file,
        line: Number(line),
        ...(from === undefined ? {} : { usedAt: { file: from, line: Number(fromLine) } }),
      });
    }
  }
  return found;
}
