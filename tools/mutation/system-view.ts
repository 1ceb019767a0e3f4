import { addTo } from '../../policies/graph/lists';
import { type Block, blocksIn } from './block';
import type { Edit } from './edit';
import { isJsonObject, type Json, type JsonObject, type SystemJson } from './system-json';

/** What a policy document is for. */
export type DocumentUse = 'grants' | 'trust' | 'boundary' | 'endpoint' | 'resource';

/** A statement of a policy document, as cdktf writes it. */
export interface StatementView {
  readonly document: PolicyView;
  readonly index: number;
  readonly body: JsonObject;
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly JsonObject[];
  set(name: string, value: Json): Edit;
  remove(name: string): Edit;
  /** Several attributes at once; `undefined` takes one out. */
  with(changes: Readonly<Record<string, Json | undefined>>): Edit;
  drop(): Edit;
}

/** A policy document with the resource whose policy it is. */
export interface PolicyView {
  readonly block: Block;
  readonly use: DocumentUse;
  readonly holder: Block;
  readonly statements: readonly StatementView[];
  /** Adds a statement at the end. */
  append(statement: JsonObject): Edit;
}

/** How mutations look at a system: blocks by type, policy documents with their use. */
export class SystemView {
  readonly blocks: readonly Block[];
  private readonly types = new Map<string, Block[]>();
  private found: readonly PolicyView[] | undefined;

  constructor(readonly system: SystemJson) {
    this.blocks = system.stacks.flatMap(({ name, json }) => [
      ...blocksIn(name, json, 'resource'),
      ...blocksIn(name, json, 'data'),
    ]);
    for (const block of this.blocks) {
      const key = block.section === 'data' ? `data.${block.type}` : block.type;
      addTo(this.types, key, block);
    }
  }

  get environment(): string {
    return this.system.environment;
  }

  /** Resources of the type; `data.aws_iam_policy_document` for data sources. */
  all(type: string): readonly Block[] {
    return this.types.get(type) ?? [];
  }

  named(type: string, part: string): readonly Block[] {
    return this.all(type).filter(({ name }) => name.includes(part));
  }

  policies(...uses: readonly DocumentUse[]): readonly PolicyView[] {
    this.found ??= this.findPolicies();
    return this.found.filter(({ use }) => uses.includes(use));
  }

  /** Statements that allow, of the documents of these uses. */
  allows(...uses: readonly DocumentUse[]): readonly StatementView[] {
    return this.policies(...uses).flatMap(({ statements }) =>
      statements.filter(({ effect }) => effect === 'Allow'),
    );
  }

  private findPolicies(): readonly PolicyView[] {
    const holders = this.blocks.filter(({ section }) => section === 'resource');
    const byDocument = new Map<string, Block>();
    for (const holder of holders) {
      for (const [, name] of holder.text.matchAll(/data\.aws_iam_policy_document\.(\w+)\.json/g)) {
        byDocument.set(`${holder.stack}:data.aws_iam_policy_document.${name}`, holder);
      }
    }
    return this.all('data.aws_iam_policy_document').flatMap((block) => {
      const holder = byDocument.get(block.key);
      return holder ? [policyView(block, holder)] : [];
    });
  }
}

function policyView(block: Block, holder: Block): PolicyView {
  const raw = block.list('statement');
  const view: PolicyView = {
    block,
    holder,
    use: useOf(block, holder),
    statements: raw.flatMap((body, index) => (isJsonObject(body) ? [statement(index, body)] : [])),
    append: (body) => block.set(['statement'], [...raw, body]),
  };
  function statement(index: number, body: JsonObject): StatementView {
    const path = ['statement', index];
    return {
      get document() {
        return view;
      },
      index,
      body,
      sid: String(body['sid'] ?? ''),
      effect: String(body['effect'] ?? 'Allow'),
      actions: texts(body['actions']),
      resources: texts(body['resources']),
      conditions: Array.isArray(body['condition']) ? body['condition'].filter(isJsonObject) : [],
      set: (name, value) => block.set([...path, name], value),
      remove: (name) => block.remove(...path, name),
      with: (changes) => {
        const merged = Object.entries({ ...body, ...changes }).filter(
          (entry): entry is [string, Json] => entry[1] !== undefined,
        );
        return block.set(path, Object.fromEntries(merged));
      },
      drop: () => block.remove(...path),
    };
  }
  return view;
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function useOf(block: Block, { type, body }: Block): DocumentUse {
  if (type === 'aws_iam_role_policy') return 'grants';
  if (type === 'aws_iam_policy') return 'boundary';
  if (type === 'aws_vpc_endpoint') return 'endpoint';
  const trust = body['assume_role_policy'];
  if (typeof trust === 'string' && trust.includes(`${block.address}.`)) return 'trust';
  return 'resource';
}
