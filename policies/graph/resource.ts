import type { Position } from './input-error';
import {
  formatPath,
  isUnknown,
  parsePath,
  type Unknown,
  type Value,
  type ValueObject,
  valueAt,
} from './value';

/** Where a resource, or a part of it, was written. */
export interface Source extends Partial<Position> {
  /** Relative to what was loaded, with forward slashes. */
  readonly file: string;
  /** cdktf's path of the construct, where the input names it. */
  readonly constructPath?: string;
  /** Positions in the script that made the construct, innermost first, where they were recorded: `sources/<stack>.json`. */
  readonly frames?: readonly { readonly line: number; readonly column: number }[];
}

/** A reference from an attribute of one resource to another resource. */
export interface Edge {
  /** Where the reference stands: `vpc_config[0].subnet_ids[1]`; `depends_on` for an order without a value. */
  readonly path: string;
  /** The key of the resource that is referred to. It may be missing from the graph: then the input is incomplete. */
  readonly target: string;
  /** What is taken from it: `arn`. Empty for the whole resource. */
  readonly attribute: string;
  /** `false` where the input names several instances and does not tell which of them it is. */
  readonly exact: boolean;
}

/** What a loader computes when it is first asked for. */
export interface Content {
  readonly values: ValueObject;
  readonly edges: readonly Edge[];
}

export interface ResourceIdentity {
  /** Terraform's address, with the module: `module.queue["a"].aws_sqs_queue.main[0]`. */
  readonly address: string;
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  /** The key of the instance, with `count` or `for_each`. */
  readonly index?: string | number;
  /** The address of the module; empty for the root. */
  readonly module: string;
  /** The stack, in a synthesized directory. */
  readonly stack?: string;
  readonly source: Source;
  /** Why nobody knows how many instances there are. This one stands for all of them, of which there may be none. */
  readonly multiplicity?: Unknown;
}

/** A resource or data source, or one instance of it. Its values are computed when they are first asked for. */
export class Resource implements ResourceIdentity {
  readonly address: string;
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly module: string;
  readonly stack?: string;
  readonly source: Source;
  readonly multiplicity?: Unknown;
  /** Unique in the graph: the address, after the stack and a colon where there are stacks. */
  readonly key: string;
  private content: Content | undefined;

  /**
   * @param load computes values and references; must not throw
   * @param part where a part of the resource was written, if that is known better than the whole
   */
  constructor(
    identity: ResourceIdentity,
    private readonly load: () => Content,
    private readonly part: (path: readonly (string | number)[]) => Source | undefined = () => undefined,
    /** What Terraform itself reads of the block: `lifecycle`, `provider`. A plan does not have it. */
    readonly meta: (name: string) => Value | undefined = () => undefined,
  ) {
    this.address = identity.address;
    this.mode = identity.mode;
    this.type = identity.type;
    this.name = identity.name;
    if (identity.index !== undefined) this.index = identity.index;
    this.module = identity.module;
    if (identity.stack !== undefined) this.stack = identity.stack;
    this.source = identity.source;
    if (identity.multiplicity) this.multiplicity = identity.multiplicity;
    this.key = resourceKey(identity.address, identity.stack);
  }

  get values(): ValueObject {
    return this.loaded().values;
  }

  /** What this resource refers to. `Graph.referencesTo` is the other way round. */
  get references(): readonly Edge[] {
    return this.loaded().edges;
  }

  /**
   * The value at a path: `vpc_config[0].subnet_ids`. Null is `undefined`: Terraform sees no difference between an
   * attribute that is null and one that is not written.
   */
  get(path: string): Value | undefined {
    return valueAt(this.values, parsePath(path)) ?? undefined;
  }

  /**
   * The blocks (or objects) at a path, one after another; a single one as a list of one. An unknown in their place, or
   * among them, is given as it is.
   */
  blocks(path: string): readonly (ValueObject | Unknown)[] {
    const found = this.get(path);
    const list = Array.isArray(found) ? found : found === undefined ? [] : [found as Value];
    return list.filter(
      (item): item is ValueObject | Unknown => isUnknown(item) || (typeof item === 'object' && item !== null),
    );
  }

  /** The references that stand at the path or below it. */
  referencesAt(path: string): readonly Edge[] {
    const wanted = formatPath(parsePath(path));
    return this.references.filter(
      (edge) =>
        edge.path === wanted ||
        (edge.path.startsWith(wanted) && '.['.includes(edge.path[wanted.length] ?? ' ')),
    );
  }

  /** Where the part was written; where the resource was, if nothing better is known. */
  sourceAt(path: string): Source {
    return this.part(parsePath(path)) ?? this.source;
  }

  private loaded(): Content {
    this.content ??= this.load();
    return this.content;
  }
}

export function resourceKey(address: string, stack: string | undefined): string {
  return stack === undefined ? address : `${stack}:${address}`;
}

/** `[0]`, `["a"]`, or nothing. */
export function indexSuffix(index: string | number | undefined): string {
  if (index === undefined) return '';
  return typeof index === 'number' ? `[${index}]` : `[${JSON.stringify(index)}]`;
}
