import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { isList, Unknown, type Value } from '../../graph/value';
import type { IdentityKind } from './principal';

/** What a value names: a resource of the configuration, or something outside of it by its text. */
export type Named =
  | { readonly resource: Resource }
  | { readonly text: string }
  | { readonly unknown: Unknown };

const TYPES: Readonly<Record<IdentityKind | 'policy', string>> = {
  role: 'aws_iam_role',
  user: 'aws_iam_user',
  group: 'aws_iam_group',
  policy: 'aws_iam_policy',
};

/** Finds roles, users, groups and policies by what other resources call them: reference, name, ARN. */
export class IdentityIndex {
  private readonly texts = new Map<string, Resource[]>();

  constructor(private readonly graph: Graph) {
    for (const [kind, type] of Object.entries(TYPES)) {
      for (const resource of graph.byType(type)) {
        for (const name of ['name', 'arn', 'id', 'unique_id']) {
          const list = this.texts.get(`${kind} ${graph.attribute(resource, name)}`);
          if (!list) this.texts.set(`${kind} ${graph.attribute(resource, name)}`, [resource]);
          else if (!list.includes(resource)) list.push(resource);
        }
      }
    }
  }

  /**
   * @param from the resource that names it: of several with the same name, the one in its stack and module is meant
   * @param path where in that resource: only asked for where the text says nothing
   */
  find(kind: IdentityKind | 'policy', value: Value, from: Resource, path: string): readonly Named[] {
    const text = this.graph.text(value);
    if (text === undefined) return [];
    const name = /^arn:[^:]+:iam::([^:]*):(?:role|user|group)\/(?:.*\/)?([^/]+)$/.exec(text);
    const found = this.texts.get(`${kind} ${text}`) ?? this.inAnyAccount(kind, name?.[1], name?.[2]);
    if (found.length > 0) return nearest(found, from).map((resource) => ({ resource }));
    if (!(value instanceof Unknown)) return [{ text }];
    if (/^arn:[^:]+:iam::aws:policy\//.test(text)) return [{ text }];
    const type = TYPES[kind];
    const at = from.referencesAt(path);
    // The set of a `for_each` that is known after apply: `toset([aws_iam_policy.a.arn])`.
    const around = at.length > 0 ? at : from.referencesAt('for_each');
    const edges = value.reference?.kind === 'resource' ? [] : around;
    const targets = edges.flatMap(({ target }) => this.graph.byKey(target) ?? []);
    const meant = [...new Set(targets.filter((one) => one.type === type && one.mode === 'managed'))];
    if (meant.length > 0) return meant.map((resource) => ({ resource }));
    return value.reference?.kind === 'resource' ? [{ text }] : [{ unknown: value }];
  }

  /** The same for a list of values. */
  findAll(
    kind: IdentityKind | 'policy',
    list: Value | undefined,
    from: Resource,
    path: string,
  ): readonly Named[] {
    if (list === undefined || list === null) return [];
    if (isList(list))
      return list.flatMap((value, index) => this.find(kind, value, from, `${path}[${index}]`));
    return this.find(kind, list, from, path);
  }

  /** An ARN with an account, where the configuration does not know its own: the name decides. */
  private inAnyAccount(
    kind: string,
    account: string | undefined,
    name: string | undefined,
  ): readonly Resource[] {
    if (name === undefined || !/^\d{12}$/.test(account ?? '')) return [];
    return (this.texts.get(`${kind} ${name}`) ?? []).filter(
      (resource) => this.graph.place(resource).account === '000000000000',
    );
  }
}

function nearest(found: readonly Resource[], from: Resource): readonly Resource[] {
  const same = found.filter(({ stack }) => stack === from.stack);
  const inStack = same.length > 0 ? same : found;
  const inModule = inStack.filter(({ module }) => module === from.module);
  return inModule.length > 0 ? inModule : inStack;
}
