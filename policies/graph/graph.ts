import {
  canonicalAttribute,
  composeArn,
  type Place,
  synthetic,
  UNKNOWN_ACCOUNT,
  UNKNOWN_REGION,
} from './arn';
import { decodeJson } from './json-text';
import { addTo } from './lists';
import { policyData } from './module/policy-data';
import type { ProviderFacts } from './module/provider-facts';
import type { Gap } from './module/session';
import { type PolicyDocument, readDocument } from './policy-document';
import { type Edge, type Resource, resourceKey, type Source } from './resource';
import {
  formatPath,
  isObject,
  MAX_DEPTH,
  PartialText,
  type Reference,
  toText,
  Unknown,
  type Value,
} from './value';

export interface GraphInput {
  readonly kind: 'plan' | 'synthesized' | 'directory';
  /** What was loaded, as the caller named it. */
  readonly path: string;
  readonly resources: readonly Resource[];
  readonly gaps: readonly Gap[];
  /** What is known of the resource's provider. */
  readonly provider: (resource: Resource) => ProviderFacts;
  /** What rendered policy documents say, by their text: keeps where each statement comes from. */
  readonly documents?: ReadonlyMap<string, Value>;
}

/** An edge with the resource that it starts from. */
export interface Referral extends Edge {
  readonly from: Resource;
}

/** Everything that Terraform would manage or read, and what refers to what. */
export class Graph {
  readonly kind: GraphInput['kind'];
  readonly path: string;
  readonly resources: readonly Resource[];
  /** What of the input could not be looked into: a module from a registry, for example. */
  readonly gaps: readonly Gap[];
  private readonly keys = new Map<string, Resource>();
  private readonly addresses = new Map<string, Resource[]>();
  private readonly types = new Map<string, Resource[]>();
  private reverse: ReadonlyMap<string, readonly Referral[]> | undefined;
  private dataDocuments: Map<string, Resource> | undefined;
  private readonly structures = new Map<string, Value | 'running'>();
  private readonly namelessNumbers = new WeakMap<Unknown, number>();
  private namelessCount = 0;
  private readonly parsed = new Map<string, readonly PolicyDocument[]>();

  constructor(private readonly input: GraphInput) {
    this.kind = input.kind;
    this.path = input.path;
    this.resources = input.resources;
    this.gaps = input.gaps;
    for (const resource of input.resources) {
      this.keys.set(resource.key, resource);
      addTo(this.addresses, resource.address, resource);
      addTo(
        this.types,
        resource.mode === 'managed' ? resource.type : `${resource.mode}.${resource.type}`,
        resource,
      );
    }
  }

  byKey(key: string): Resource | undefined {
    return this.keys.get(key);
  }

  /** @param stack where several stacks may have the address; without it, the first that has */
  byAddress(address: string, stack?: string): Resource | undefined {
    if (stack !== undefined) return this.keys.get(resourceKey(address, stack));
    return this.addresses.get(address)?.[0];
  }

  /** Managed resources of a type; `data.aws_region` for data sources. */
  byType(...types: readonly string[]): readonly Resource[] {
    return types.length === 1
      ? (this.types.get(types[0] ?? '') ?? [])
      : types.flatMap((type) => this.types.get(type) ?? []);
  }

  /** The resources that the resource refers to at the path, or anywhere; of a type, or of any. */
  referencesFrom(resource: Resource, path?: string, type?: string): readonly Resource[] {
    const edges = path === undefined ? resource.references : resource.referencesAt(path);
    const found = new Set(edges.flatMap(({ target }) => this.keys.get(target) ?? []));
    return [...found].filter((one) => type === undefined || one.type === type);
  }

  /** Who refers to the resource, and where. The first call asks every resource for its references. */
  referencesTo(resource: Resource): readonly Referral[] {
    this.reverse ??= this.reversed();
    return this.reverse.get(resource.key) ?? [];
  }

  /** The resource whose attribute the value is, if it is one. */
  referred(value: Value | undefined): Resource | undefined {
    const reference = value instanceof Unknown ? value.reference : undefined;
    return reference?.kind === 'resource' ? this.keys.get(reference.target) : undefined;
  }

  /**
   * The value as one string, for an evaluator that knows nothing of Terraform: the ARN where it is one, and where
   * something is not known a synthetic text that nothing else has. `undefined` for null, lists and objects.
   */
  text(value: Value | undefined): string | undefined {
    if (value instanceof PartialText) return value.parts.map((part) => this.text(part) ?? '').join('');
    if (!(value instanceof Unknown)) return toText(value) as string | undefined;
    const { reference } = value;
    if (!reference || reference.derived) return this.nameless(value);
    return this.referenceText(reference, 0);
  }

  /** An attribute of the resource as one string, likewise: its `id`, by which others name it. */
  attribute(resource: Resource, name: string): string {
    return this.attributeText(resource, name, 0);
  }

  /** The resource's ARN: the real one where name, account and region are known. */
  arn(resource: Resource): string {
    return this.attributeText(resource, 'arn', 0);
  }

  /** Partition, region and account of the resource, with placeholders for what is not known. */
  place(resource: Resource): Place {
    const facts = this.input.provider(resource);
    return {
      partition: facts.partition ?? 'aws',
      region: facts.region ?? UNKNOWN_REGION,
      account: facts.account ?? UNKNOWN_ACCOUNT,
    };
  }

  /** Every IAM document in the attributes of the resource. Parsed on the first call, and once. */
  policyDocuments(resource: Resource): readonly PolicyDocument[] {
    let found = this.parsed.get(resource.key);
    if (!found) {
      found = [...this.documentsIn(resource, resource.values, [])];
      this.parsed.set(resource.key, found);
    }
    return found;
  }

  private *documentsIn(
    resource: Resource,
    value: Value,
    path: readonly (string | number)[],
  ): Generator<PolicyDocument> {
    if (path.length > MAX_DEPTH) return;
    if (typeof value === 'string' || value instanceof Unknown) {
      const structure = this.document(value, path);
      if (structure === undefined) return;
      yield readDocument(structure, {
        resource: resource.key,
        path: formatPath(path),
        source: (key, part) => this.sourceOf(key, part) ?? resource.source,
      });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) yield* this.documentsIn(resource, item, [...path, index]);
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value))
        yield* this.documentsIn(resource, item, [...path, name]);
    }
  }

  /** What the attribute says if it holds a document; an unknown where it must hold one. */
  private document(value: string | Unknown, path: readonly (string | number)[]): Value | undefined {
    if (typeof value === 'string') {
      if (!/^\s*\{/.test(value) || !value.includes('"Statement"')) return undefined;
      const known = this.rendered(value) ?? decodeJson(value);
      return isObject(known) && known['Statement'] !== undefined ? known : undefined;
    }
    const { reference } = value;
    const target = reference?.kind === 'resource' ? this.keys.get(reference.target) : undefined;
    if (target?.type === 'aws_iam_policy_document' && target.mode === 'data') return this.structure(target);
    const decoded = decodeJson(value);
    if (isObject(decoded) && decoded['Statement'] !== undefined) return decoded;
    const name = String(path[path.length - 1] ?? '');
    return decoded === undefined && /(^|_)policy$/.test(name) && !/_(arn|id|name)$/.test(name)
      ? value
      : undefined;
  }

  /** What a data source rendered as this text: the statements with their origin. */
  private rendered(text: string): Value | undefined {
    const known = this.input.documents?.get(text) ?? this.structures.get(text);
    if (known !== undefined) return known === 'running' ? undefined : known;
    if (!this.dataDocuments) {
      this.dataDocuments = new Map();
      for (const data of this.kind === 'plan' ? this.byType('data.aws_iam_policy_document') : []) {
        const json = data.get('json');
        if (typeof json === 'string' && !this.dataDocuments.has(json)) this.dataDocuments.set(json, data);
      }
    }
    const data = this.dataDocuments.get(text);
    if (!data) return undefined;
    this.structures.set(text, 'running');
    const structure = this.structure(data);
    this.structures.set(text, structure);
    return structure;
  }

  private structure(data: Resource): Value {
    return policyData(data.values, data.key, (text) => this.rendered(text));
  }

  private sourceOf(key: string, path: string): Source | undefined {
    return this.keys.get(key)?.sourceAt(path);
  }

  private referenceText(reference: Reference, depth: number): string {
    const resource = reference.kind === 'resource' ? this.keys.get(reference.target) : undefined;
    const [attribute, ...rest] = reference.path;
    if (!resource || typeof attribute !== 'string' || rest.length > 0)
      return synthetic(reference.target, reference.path);
    return this.attributeText(resource, attribute, depth);
  }

  private attributeText(resource: Resource, name: string, depth: number): string {
    if (depth > 20) return synthetic(resource.key, [name]);
    const attribute = canonicalAttribute(resource.type, name);
    const given = resource.get(attribute);
    if (given instanceof PartialText)
      return given.parts
        .map((part) => (typeof part === 'string' ? part : this.partText(part, depth + 1)))
        .join('');
    if (given instanceof Unknown && given.reference?.derived) return synthetic(resource.key, [attribute]);
    if (given instanceof Unknown && given.reference && given.reference.target !== resource.key) {
      return this.referenceText(given.reference, depth + 1);
    }
    const known = given instanceof Unknown ? undefined : toText(given);
    if (typeof known === 'string') return known;
    if (resource.mode === 'data') {
      const place = this.place(resource);
      if (resource.type === 'aws_caller_identity' && ['account_id', 'id'].includes(attribute))
        return place.account;
      if (resource.type === 'aws_region' && ['name', 'id'].includes(attribute)) return place.region;
      if (resource.type === 'aws_partition' && ['partition', 'id'].includes(attribute))
        return place.partition;
    }
    if (attribute !== 'arn') return synthetic(resource.key, [attribute]);
    return composeArn(resource, this.place(resource), (part) =>
      this.attributeText(resource, part, depth + 1),
    );
  }

  private partText(part: Unknown, depth: number): string {
    return part.reference && !part.reference.derived
      ? this.referenceText(part.reference, depth)
      : this.nameless(part);
  }

  /** A text of its own for each value that nothing is known of: two of them must never look the same. */
  private nameless(value: Unknown): string {
    let number = this.namelessNumbers.get(value);
    if (number === undefined) {
      this.namelessCount += 1;
      number = this.namelessCount;
      this.namelessNumbers.set(value, number);
    }
    return synthetic('unknown', [number]);
  }

  private reversed(): ReadonlyMap<string, readonly Referral[]> {
    const found = new Map<string, Referral[]>();
    for (const from of this.resources) {
      for (const edge of from.references) addTo(found, edge.target, { ...edge, from });
    }
    return found;
  }
}
