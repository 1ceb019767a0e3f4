import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { posix } from 'node:path';
import type { Frame } from '../../modules/core/source-lines';

/** Where something stands in the TypeScript of this repository. */
export interface SourceLine {
  /** Relative to the repository, with forward slashes. */
  readonly file: string;
  /** One-based. */
  readonly line: number;
}

/** Leads from positions in a bundled script back to our TypeScript. */
export class BundleSourceMap {
  private readonly map: SourceMap;

  /**
   * @param mapFile the source map that stands beside the bundle
   * @param bundleDirectory the bundle's directory relative to the repository: the map's sources are relative to it
   */
  constructor(
    mapFile: string,
    private readonly bundleDirectory: string,
  ) {
    this.map = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')));
  }

  /** The frames that lie in our own code, in the given order. */
  ownLines(frames: readonly Frame[]): readonly SourceLine[] {
    return frames.flatMap(({ line, column }) => {
      const entry = this.map.findEntry(line - 1, column - 1);
      if (!('originalSource' in entry) || entry.originalSource === undefined) return [];
      const file = posix.join(this.bundleDirectory, entry.originalSource);
      return file.startsWith('node_modules/') || file.startsWith('..')
        ? []
        : [{ file, line: entry.originalLine + 1 }];
    });
  }
}
