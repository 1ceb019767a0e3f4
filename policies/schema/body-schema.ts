/**
 * How Terraform reads the body of one block: which names are nested blocks, and how the attributes are evaluated. JSON
 * does not say either, and HCL has a syntax of its own for each.
 */
export interface BodySchema {
  /** The nested blocks by name. Every other name is an attribute. */
  readonly blocks: ReadonlyMap<string, BlockType>;
  /** The attributes that are not ordinary expressions. */
  readonly attributes: ReadonlyMap<string, AttributeKind>;
  /** What an attribute is that `attributes` does not name. */
  readonly otherwise: AttributeKind;
  /** The provider's schema for this body is not known: a name with an object or a list could be either. */
  readonly unknown?: boolean;
}

export interface BlockType {
  readonly nesting: Nesting;
  /** How many labels stand before the body: 2 for `resource`, 1 for `provider`, 0 for most. */
  readonly labels: number;
  /** The schema of the body, which may depend on the labels. */
  body(labels: readonly string[]): BodySchema;
}

/** As Terraform's schema has it. `single` may be given once; the order of `set` has no meaning to Terraform. */
export type Nesting = 'single' | 'list' | 'set' | 'map' | 'group';

/**
 * - `expression`: a JSON string is a template.
 * - `literal`: Terraform reads it before anything can be evaluated, so a JSON string is taken as it stands, `${` included.
 * - `reference`: a JSON string is a traversal or a keyword: `provider`, `moved.from`, `when`.
 * - `references`: a list of those, or a keyword instead of the list (`ignore_changes = all`).
 * - `reference-map`: a map to those: the `providers` of a module.
 * - `type`: a type constraint.
 * - `provider-requirements`: literals, but for `configuration_aliases`, which are references.
 */
export type AttributeKind =
  | 'expression'
  | 'literal'
  | 'reference'
  | 'references'
  | 'reference-map'
  | 'type'
  | 'provider-requirements';

/** How the attribute is read. */
export function attributeKind(schema: BodySchema, name: string): AttributeKind {
  return schema.attributes.get(name) ?? schema.otherwise;
}

/** A body, from plain objects. */
export function bodySchema(
  blocks: Readonly<Record<string, BlockType>> = {},
  attributes: Readonly<Record<string, AttributeKind>> = {},
  otherwise: AttributeKind = 'expression',
): BodySchema {
  return {
    blocks: new Map(Object.entries(blocks)),
    attributes: new Map(Object.entries(attributes)),
    otherwise,
  };
}

/** A block whose body is always the same. */
export function block(body: BodySchema, nesting: Nesting = 'list', labels = 0): BlockType {
  return { nesting, labels, body: () => body };
}
