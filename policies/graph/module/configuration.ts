import { InputError } from '../input-error';
import { isRaw, type Raw } from '../raw';
import type { Source } from '../resource';

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
  const twins = new Map<string, number>();
  for (const file of [...files.filter((one) => !isOverride(one)), ...files.filter(isOverride)]) {
    const merge = (into: Map<string, Block>, prefix = ''): ((block: Block) => void) => {
      return (block) => {
        const key = prefix + block.labels.join('.');
        const known = into.get(key);
        if (known && isOverride(file)) into.set(key, { ...known, body: overridden(known.body, block.body) });
        else if (known && (into === resources || into === modules)) {
          const number = (twins.get(key) ?? 1) + 1;
          twins.set(key, number);
          into.set(`${key}#${number}`, twin(block, number));
        } else into.set(key, block);
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

/**
 * Terraform refuses a resource or a module that is declared twice. Whichever the author keeps, both are judged: the later
 * ones as `aws_s3_bucket.logs#2`, to which no expression can refer.
 */
function twin(block: Block, number: number): Block {
  const last = block.labels.length - 1;
  return {
    ...block,
    labels: block.labels.map((label, index) => (index === last ? `${label}#${number}` : label)),
  };
}

/**
 * A block as an override file changes it: an argument is replaced, blocks of a name all together. Of `lifecycle` each
 * argument by itself; what makes blocks of a name, `dynamic` or not, gives way to what the override says of them.
 */
function overridden(body: Raw, by: Raw): Raw {
  const merged: Record<string, unknown> = { ...body, ...by };
  const [lifecycle, change] = [body['lifecycle'], by['lifecycle']].map((one) =>
    Array.isArray(one) ? (one as readonly unknown[])[0] : one,
  );
  if (isRaw(lifecycle) && isRaw(change)) merged['lifecycle'] = [{ ...lifecycle, ...change }];
  const [dynamic, changed] = [body['dynamic'], by['dynamic']];
  if (isRaw(dynamic)) {
    const kept = Object.entries(dynamic).filter(([name]) => !Object.hasOwn(by, name));
    merged['dynamic'] = { ...Object.fromEntries(kept), ...(isRaw(changed) ? changed : {}) };
  }
  if (isRaw(changed)) {
    for (const name of Object.keys(changed)) if (!Object.hasOwn(by, name)) delete merged[name];
  }
  return merged;
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
