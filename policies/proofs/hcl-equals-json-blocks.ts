import { isRaw, type Raw } from '../graph/raw';
import { type AttributeKind, attributeKind, type BodySchema } from '../schema/body-schema';
import { configurationSchema } from '../schema/terraform-schema';
import type { Value } from './hcl-equals-json-value';

/** A body with the names sorted into attributes and blocks. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Value>;
  /** By type and labels, each list in the order of the source. */
  readonly blocks: ReadonlyMap<string, readonly Body[]>;
  readonly problems: readonly string[];
}

/** How a side's values are read. */
export interface Reading {
  /** The value of an attribute. */
  value(raw: unknown, kind: AttributeKind): Value;
  /** `true` for JSON: `//` is a comment, and lists may stand between labels. */
  readonly isJson: boolean;
}

/** All blocks of a side: `aws_vpc.main`, `provider.aws.use1`, `locals` → the blocks with that name. */
export function readConfiguration(sources: readonly Raw[], reading: Reading): Body {
  const bodies = sources.map((source) => readBody(source, configurationSchema(), reading));
  const blocks = new Map<string, Body[]>();
  for (const body of bodies) {
    for (const [name, found] of body.blocks) blocks.set(name, [...(blocks.get(name) ?? []), ...found]);
  }
  return {
    attributes: new Map(bodies.flatMap((body) => [...body.attributes])),
    blocks,
    problems: bodies.flatMap(({ problems }) => problems),
  };
}

function readBody(raw: Raw, schema: BodySchema, reading: Reading): Body {
  const attributes = new Map<string, Value>();
  const blocks = new Map<string, Body[]>();
  const problems: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (name === '//' && reading.isJson) continue;
    const type = schema.blocks.get(name);
    if (!type) {
      attributes.set(name, reading.value(value, attributeKind(schema, name)));
      continue;
    }
    const visit = (inner: unknown, labels: readonly string[]): void => {
      if (reading.isJson && (inner === null || inner === undefined)) return;
      const atBody = labels.length === type.labels;
      if (Array.isArray(inner) && (reading.isJson || atBody)) {
        for (const item of inner) visit(item, labels);
      } else if (!isRaw(inner)) {
        problems.push(`${[name, ...labels].join('.')} is not a block with ${type.labels} labels`);
      } else if (atBody) {
        const key = [name, ...labels].join('.');
        blocks.set(key, [...(blocks.get(key) ?? []), readBody(inner, type.body(labels), reading)]);
      } else {
        for (const [label, next] of Object.entries(inner)) visit(next, [...labels, label]);
      }
    };
    visit(value, []);
  }
  return { attributes, blocks, problems };
}
