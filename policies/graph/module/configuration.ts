import { InputError } from '../input-error';
import type { Source } from '../resource';

export type Raw = Readonly<Record<string, unknown>>;

/** One file of a module, parsed. Both syntaxes have the same shape: strings are templates. */
export interface SourceFile {
  /** Relative to what was loaded. */
  readonly name: string;
  readonly raw: Raw;
  /** The line on which a block starts, or a part of it: `['resource', 'aws_vpc', 'main']`, `['cidr_block']`. */
  line(block: readonly string[], path?: readonly (string | number)[]): number | undefined;
}

/** A block with its place. */
export interface Block {
  readonly labels: readonly string[];
  readonly body: Raw;
  readonly source: Source;
  /** Where a part of the block is. */
  part(path: readonly (string | number)[]): Source | undefined;
}

/** All files of a module, joined. */
export interface Configuration {
  /** By name. */
  readonly variables: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly modules: ReadonlyMap<string, Block>;
  /** By `type.name`, with `data.` or `ephemeral.` before it. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, { readonly value: unknown; readonly source: Source }>;
  readonly providers: readonly Block[];
  /** Those of `terraform { backend }`. */
  readonly backends: readonly Block[];
}

/**
 * Joins the files.
 *
 * @throws InputError where the shape is not that of a configuration
 */
export function readConfiguration(files: readonly SourceFile[]): Configuration {
  const variables = new Map<string, Block>();
  const outputs = new Map<string, Block>();
  const modules = new Map<string, Block>();
  const resources = new Map<string, Block>();
  const locals = new Map<string, { value: unknown; source: Source }>();
  const providers: Block[] = [];
  const backends: Block[] = [];
  for (const file of [...files.filter((one) => !isOverride(one)), ...files.filter(isOverride)]) {
    const merge = (into: Map<string, Block>, prefix = ''): ((block: Block) => void) => {
      return (block) => {
        const key = prefix + block.labels.join('.');
        const known = into.get(key);
        into.set(
          key,
          known && isOverride(file) ? { ...known, body: { ...known.body, ...block.body } } : block,
        );
      };
    };
    blocks(file, 'variable', 1).forEach(merge(variables));
    blocks(file, 'output', 1).forEach(merge(outputs));
    blocks(file, 'module', 1).forEach(merge(modules));
    blocks(file, 'resource', 2).forEach(merge(resources));
    blocks(file, 'data', 2).forEach(merge(resources, 'data.'));
    blocks(file, 'ephemeral', 2).forEach(merge(resources, 'ephemeral.'));
    for (const { body } of blocks(file, 'locals', 0)) {
      for (const [name, value] of Object.entries(body)) {
        if (name !== '//') locals.set(name, { value, source: { file: file.name } });
      }
    }
    providers.push(...blocks(file, 'provider', 1));
    for (const { body } of blocks(file, 'terraform', 0)) {
      if (isRaw(body['backend']) || Array.isArray(body['backend'])) {
        backends.push(...blocks({ ...file, raw: { backend: body['backend'] } }, 'backend', 1));
      }
    }
  }
  return { variables, outputs, modules, resources, locals, providers, backends };
}

function isOverride(file: SourceFile): boolean {
  return /(^|[/_])override\.tf(\.json)?$/.test(file.name);
}

function blocks(file: SourceFile, type: string, labelCount: number): readonly Block[] {
  const found: Block[] = [];
  const visit = (value: unknown, labels: readonly string[]): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, labels);
    } else if (!isRaw(value)) {
      const line = file.line([type, ...labels]);
      const name = [type, ...labels].join('.');
      throw new InputError(file.name, `${name} is not a block`, line === undefined ? undefined : { line });
    } else if (labels.length === labelCount) {
      found.push(makeBlock(file, type, labels, value));
    } else {
      for (const [label, inner] of Object.entries(value)) {
        if (label !== '//') visit(inner, [...labels, label]);
      }
    }
  };
  visit(file.raw[type], []);
  return found;
}

function makeBlock(file: SourceFile, type: string, labels: readonly string[], body: Raw): Block {
  const line = file.line([type, ...labels]);
  const constructPath = metadataPath(body);
  const source: Source = {
    file: file.name,
    ...(line === undefined ? {} : { line }),
    ...(constructPath === undefined ? {} : { constructPath }),
  };
  return {
    labels,
    body,
    source,
    part: (path) => {
      const at = file.line([type, ...labels], path);
      return at === undefined ? undefined : { ...source, line: at };
    },
  };
}

/** cdktf's path of the construct. */
function metadataPath(body: Raw): string | undefined {
  const comment = body['//'];
  const metadata = isRaw(comment) ? comment['metadata'] : undefined;
  const path = isRaw(metadata) ? metadata['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
