import type { BodySchema } from '../../schema/body-schema';
import { awsSchema } from '../../schema/provider-schema';
import { encodeJson } from '../json-text';
import { type Edge, indexSuffix, resourceKey } from '../resource';
import {
  formatPath,
  objectOf,
  sizeOf,
  Unknown,
  type UnknownOptions,
  type Value,
  type ValueObject,
} from '../value';
import { BodyEvaluation } from './body';
import type { Block } from './configuration';
import { ResourceHandle } from './handles';
import { localData } from './local-data';
import type { ModuleScope } from './module-scope';
import { policyData } from './policy-data';

/** Arguments that Terraform itself reads. */
const META = new Set([
  '//',
  'count',
  'for_each',
  'depends_on',
  'lifecycle',
  'provider',
  'provisioner',
  'connection',
  'dynamic',
]);

/** A value of more parts is not given to anybody: locals that double one another make any number of them. */
const MAX_SIZE = 200_000;

interface Evaluated {
  readonly value: Value;
  readonly edges: readonly Edge[];
}

/** One instance of a resource, evaluated attribute by attribute when somebody asks. */
export class Instance {
  readonly address: string;
  readonly key: string;
  readonly handle: ResourceHandle;
  private readonly evaluated = new Map<string, Evaluated | 'running'>();
  private document: Value | undefined;
  private readonly dynamic: Readonly<Record<string, unknown>>;

  /**
   * @param kind `data` or `ephemeral`; empty for managed resources
   * @param names what `each` and `count` mean in it
   * @param multiplicity why nobody knows how many there are
   */
  constructor(
    readonly scope: ModuleScope,
    readonly block: Block,
    readonly kind: '' | 'data' | 'ephemeral',
    readonly index: string | number | undefined,
    private readonly names: Readonly<Record<string, Value>>,
    readonly multiplicity?: { readonly by: 'count' | 'for_each'; readonly reason: Unknown },
  ) {
    const prefix = scope.address === '' ? '' : `${scope.address}.`;
    this.address = `${prefix}${kind === '' ? '' : `${kind}.`}${block.labels.join('.')}${indexSuffix(index)}`;
    this.key = resourceKey(this.address, scope.stack);
    this.handle = new ResourceHandle(this, multiplicity?.by);
    this.dynamic = new BodyEvaluation(scope, names).dynamicBlocks(block.body);
  }

  get type(): string {
    return this.block.labels[0] ?? '';
  }

  /** What the configuration gives for the attribute, or what follows from the type; otherwise unknown. */
  member(name: string): Value {
    this.scope.session.record([
      { target: this.key, attribute: name, exact: this.multiplicity === undefined },
    ]);
    return this.configured(name) ?? this.derived(name) ?? this.afterApply(name);
  }

  values(): ValueObject {
    const names = new Set([
      ...Object.keys(this.block.body).filter((name) => !META.has(name)),
      ...Object.keys(this.dynamic),
    ]);
    const entries = [...names].map((name): [string, Value] => [name, this.attribute(name).value]);
    const document = this.type === 'aws_iam_policy_document' ? this.derived('json') : undefined;
    return objectOf(document === undefined ? entries : [...entries, ['json', document]]);
  }

  edges(): readonly Edge[] {
    const names = new Set([
      ...Object.keys(this.block.body).filter((name) => !META.has(name)),
      ...Object.keys(this.dynamic),
    ]);
    return [...[...names].flatMap((name) => this.attribute(name).edges), ...this.metaEdges()];
  }

  /** `lifecycle`, `provider`: what the plan does not show. */
  meta(name: string): Value | undefined {
    const raw = this.block.body[name];
    if (raw === undefined) return undefined;
    return new BodyEvaluation(this.scope, {}).literal(raw);
  }

  private configured(name: string): Value | undefined {
    if (META.has(name) || !(Object.hasOwn(this.block.body, name) || Object.hasOwn(this.dynamic, name)))
      return undefined;
    return this.attribute(name).value ?? undefined;
  }

  private attribute(name: string): Evaluated {
    const known = this.evaluated.get(name);
    if (known === 'running') return { value: new Unknown(`${this.key}.${name} refers to itself`), edges: [] };
    if (known) return known;
    this.evaluated.set(name, 'running');
    const body = new BodyEvaluation(this.scope, this.names);
    const given = Object.hasOwn(this.block.body, name) ? this.block.body[name] : undefined;
    // What this attribute refers to is an edge of this resource, not of whoever asks for its value.
    const { result: value } = this.scope.session.track(() =>
      body.attribute(given, this.dynamic[name], [name], this.schema().blocks.get(name)),
    );
    const isSmall = sizeOf(value) <= MAX_SIZE;
    const evaluated = {
      value: isSmall ? value : new Unknown('the value is too large to look at'),
      edges: body.edges,
    };
    this.evaluated.set(name, evaluated);
    return evaluated;
  }

  private schema(): BodySchema {
    const section = this.kind === '' ? 'resources' : this.kind;
    return (
      awsSchema().body(section, this.type) ?? {
        blocks: new Map(),
        attributes: new Map(),
        otherwise: 'expression',
      }
    );
  }

  private afterApply(name: string): Unknown {
    const options: UnknownOptions = { reference: { kind: 'resource', target: this.key, path: [name] } };
    return new Unknown(
      `${this.key}.${name} is ${this.kind === 'data' ? 'read from AWS' : 'known after apply'}`,
      options,
    );
  }

  private derived(name: string): Value | undefined {
    if (this.type === 'aws_iam_policy_document' && (name === 'json' || name === 'minified_json')) {
      this.document ??= this.policyDocument();
      return this.document;
    }
    if (this.type === 'terraform_remote_state' && name === 'outputs') return this.scope.remoteOutputs(this);
    const local = localData(this.scope, this.type, name, (argument) => this.configured(argument));
    if (local !== undefined) return local;
    if (this.kind !== 'data') return undefined;
    const provider = this.scope.provider(this.block.body['provider']);
    if (this.type === 'aws_region' && (name === 'name' || name === 'id' || name === 'region'))
      return this.configured('name') ?? this.configured('region') ?? provider.region;
    if (this.type === 'aws_caller_identity' && (name === 'account_id' || name === 'id'))
      return provider.account;
    if (this.type === 'aws_partition' && name === 'partition') return provider.partition;
    return undefined;
  }

  private policyDocument(): Value {
    const { session } = this.scope;
    const names = Object.keys({ ...this.block.body, ...this.dynamic }).filter((name) => !META.has(name));
    const structure = policyData(
      objectOf(names.map((name): [string, Value] => [name, this.attribute(name).value])),
      this.key,
      (text) => session.documents.get(text),
    );
    try {
      const text = encodeJson(structure, (steps) => session.budget.spend(steps));
      if (typeof text === 'string' && !session.documents.has(text)) session.documents.set(text, structure);
      return text;
    } catch (error) {
      return session.unknownFor(error);
    }
  }

  private metaEdges(): readonly Edge[] {
    const { body } = this.block;
    const edges: Edge[] = [];
    for (const name of ['count', 'for_each'] as const) {
      if (typeof body[name] !== 'string') continue;
      const evaluation = new BodyEvaluation(this.scope, {});
      evaluation.attribute(body[name], undefined, [name], undefined);
      edges.push(...evaluation.edges);
    }
    const dependsOn = Array.isArray(body['depends_on']) ? body['depends_on'] : [];
    dependsOn.forEach((raw, index) => {
      if (typeof raw !== 'string') return;
      const path = formatPath(['depends_on', index]);
      const reference = /^\$\{([\s\S]*)\}$/.exec(raw)?.[1] ?? raw;
      for (const target of this.scope.instancesOf(reference))
        edges.push({ path, target, attribute: '', exact: true });
    });
    return edges;
  }
}
