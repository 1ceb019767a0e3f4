import { compareText } from '../order';
import type { SourceFile } from './page-material';

/** A line of a file that the page shows. */
export interface LineRef {
  readonly file: IndexedFile;
  /** From 1. */
  readonly line: number;
}

/** What is known of a place; the first of these that leads to a line counts. */
export interface PlaceHint {
  readonly file?: string;
  readonly line?: number;
  /** `Resource.key`: the stack, a colon, the address. */
  readonly key?: string;
  /** `statement[0].condition[1]`. @default the whole resource */
  readonly path?: string;
}

export interface IndexedFile {
  readonly path: string;
  /** `s3`: the beginning of its lines' ids, unique on the page. */
  readonly id: string;
  readonly lines: readonly string[];
}

export function lineId({ file, line }: LineRef): string {
  return `${file.id}-${line}`;
}

export function lineText({ file, line }: LineRef): string {
  return `${file.path}:${line}`;
}

const HEADER = /^(resource|data) "([^"]+)" "([^"]+)" \{/;

/** Leads from what findings and statements name to lines of the files on the page. */
export class SourceIndex {
  readonly files: readonly IndexedFile[];
  private readonly byPath = new Map<string, IndexedFile>();
  private readonly blocks = new Map<string, LineRef>();

  constructor(sources: readonly SourceFile[]) {
    const sorted = [...sources].sort((a, b) => compareText(a.path, b.path));
    this.files = sorted.map(({ path, text, stack }, index) => {
      const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
      const file = { path, id: `s${index + 1}`, lines };
      this.byPath.set(path, file);
      if (stack !== undefined) this.addBlocks(file, stack);
      return file;
    });
  }

  find({ file, line, key, path }: PlaceHint): LineRef | undefined {
    const named = file === undefined ? undefined : this.byPath.get(file);
    if (named && line !== undefined && line >= 1 && line <= named.lines.length) return { file: named, line };
    const block = key === undefined ? undefined : this.blocks.get(withoutInstance(key));
    return block && (path === undefined ? block : partOf(block, path));
  }

  /** Blocks of what was synthesized, where findings name the program instead. One address may stand in several stacks. */
  private addBlocks(file: IndexedFile, stack: string): void {
    for (const [index, text] of file.lines.entries()) {
      const [, kind, type, name] = HEADER.exec(text) ?? [];
      if (kind === undefined) continue;
      const address = `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
      this.blocks.set(`${stack}:${address}`, { file, line: index + 1 });
    }
  }
}

function withoutInstance(key: string): string {
  return key.replace(/\[(\d+|"[^"]*")\]$/, '');
}

/**
 * Goes down a path as far as it leads, by the indentation that our own writer of HCL gives: two spaces for each level.
 */
function partOf(block: LineRef, path: string): LineRef {
  const { lines } = block.file;
  let at = block.line - 1;
  let indent = '';
  for (const [, name = '', position = '0'] of path.matchAll(/([\w-]+)(?:\[(\d+)\])?/g)) {
    indent += '  ';
    let left = Number(position);
    let found: number | undefined;
    for (let index = at + 1; index < lines.length; index += 1) {
      const text = lines[index] ?? '';
      if (text.startsWith(`${indent.slice(2)}}`)) break;
      if (!text.startsWith(`${indent}${name} `)) continue;
      const isBlock = text.endsWith('{') && !text.includes('=');
      if (!isBlock || left === 0) {
        found = index;
        break;
      }
      left -= 1;
    }
    if (found === undefined) break;
    at = found;
  }
  return { file: block.file, line: at + 1 };
}
