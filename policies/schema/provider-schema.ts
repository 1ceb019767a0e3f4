import { type BlockType, type BodySchema, bodySchema, type Nesting } from './body-schema';
import { withDynamic } from './dynamic-block';

/**
 * The snapshot of a provider's schema: which names are nested blocks, for each type, recursively. Equal sub-trees are
 * stored once: `nodes` holds a body by its number, as nested block name → `<nesting> <number of its body>`.
 * `tools/hcl/generate-schema.ts` writes it.
 */
export interface SchemaSnapshot {
  readonly provider: string;
  readonly version: string;
  readonly configuration: string;
  readonly resources: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  readonly ephemeral: Readonly<Record<string, string>>;
  readonly nodes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The kinds of blocks that a provider defines the body of. */
export type ProviderSection = 'resources' | 'data' | 'ephemeral';

/** Looks bodies up in a snapshot, and builds each when it is first asked for. */
export class ProviderSchema {
  private readonly bodies = new Map<string, BodySchema>();

  constructor(readonly snapshot: SchemaSnapshot) {}

  /** The nested blocks of the type, or `undefined` if the provider does not have it. */
  body(section: ProviderSection, type: string): BodySchema | undefined {
    const types = this.snapshot[section];
    const node = Object.hasOwn(types, type) ? types[type] : undefined;
    return node === undefined ? undefined : this.node(node);
  }

  /** The nested blocks of the `provider` block. */
  get configuration(): BodySchema {
    return this.node(this.snapshot.configuration);
  }

  private node(id: string): BodySchema {
    const known = this.bodies.get(id);
    if (known) return known;
    const nested = this.snapshot.nodes[id] ?? {};
    const blocks: Record<string, BlockType> = {};
    for (const [name, value] of Object.entries(nested)) {
      const [nesting, child] = value.split(' ') as [Nesting, string];
      blocks[name] = { nesting, labels: 0, body: () => this.node(child) };
    }
    const body = withDynamic(bodySchema(blocks));
    this.bodies.set(id, body);
    return body;
  }
}

let aws: ProviderSchema | undefined;

/** The AWS provider's schema. Read on the first call, and once. */
export function awsSchema(): ProviderSchema {
  aws ??= new ProviderSchema(require('./aws-5.100.0.json') as SchemaSnapshot);
  return aws;
}
