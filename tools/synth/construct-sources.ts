import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '../../modules/core/source-lines';
import type { BundleSourceMap, SourceLine } from './source-map';

/** Where the constructs of one stack were made. */
export interface ConstructSources {
  /** Innermost line of our code first: the construct's own file, then who used it, up to the stack. */
  lines(constructPath: string): readonly SourceLine[];
  /** For a comment: `modules/network/subnets.ts:41, from stacks/network-stack.ts:23`. */
  readonly describe: (constructPath: string) => string | undefined;
}

/** Reads what the application recorded beside the stacks (stacks/main.ts). */
export function loadConstructSources(out: string, stack: string, map: BundleSourceMap): ConstructSources {
  const recorded = JSON.parse(readFileSync(join(out, 'sources', `${stack}.json`), 'utf8')) as Record<
    string,
    Frame[]
  >;
  const lines = (constructPath: string): readonly SourceLine[] => map.ownLines(recorded[constructPath] ?? []);
  return {
    lines,
    describe(constructPath) {
      const [made, ...callers] = lines(constructPath);
      if (!made) return undefined;
      const stackLine = callers.find(({ file }) => file.startsWith('stacks/'));
      const here = `${made.file}:${made.line}`;
      return stackLine && !made.file.startsWith('stacks/')
        ? `${here}, from ${stackLine.file}:${stackLine.line}`
        : here;
    },
  };
}
