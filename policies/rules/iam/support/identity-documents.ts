import { policyData } from '../../../graph/module/policy-data';
import { type PolicyDocument, readDocument } from '../../../graph/policy-document';
import type { Resource } from '../../../graph/resource';
import { isList } from '../../../graph/value';
import { identities } from '../../../model/identity/identities';
import { policyIn } from '../../../model/identity/policy-in';
import type { Identity } from '../../../model/identity/principal';
import { type BoundPolicy, policyOf } from '../../../model/policy-of';
import type { RuleContext } from '../../context';

/** Resources whose documents give permissions to whom they are attached, with the attribute. */
const HOLDERS: Readonly<Record<string, string>> = {
  aws_iam_policy: 'policy',
  aws_iam_role_policy: 'policy',
  aws_iam_user_policy: 'policy',
  aws_iam_group_policy: 'policy',
  aws_iam_role: 'inline_policy',
  aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
};

/** The types that rules about what identities may do look at. */
export const POLICY_TYPES: readonly string[] = [...Object.keys(HOLDERS), 'data.aws_iam_policy_document'];

const dataDocuments = new WeakMap<Resource, PolicyDocument>();

/**
 * The documents of the resource that give permissions. None for a policy that only limits (a permissions boundary, an
 * organisation's policy) and for a resource's policy, which names principals: unless an identity's policy uses it, where
 * a principal is a mistake that does not make the rest harmless.
 */
export function identityDocuments(resource: Resource, context: RuleContext): readonly BoundPolicy[] {
  const { graph } = context;
  if (resource.mode === 'data') {
    const document = documentOfData(resource, context);
    const forOthers =
      document.statements.some(
        ({ principals, notPrincipals }) => principals !== undefined || notPrincipals !== undefined,
      ) && !isIdentityPolicy(resource, context);
    return forOthers || !gives(resource, context) ? [] : [policyOf(graph, document, 'identity')];
  }
  if (!gives(resource, context)) return [];
  return pathsOf(resource).flatMap((path) => policyIn(context, resource, path, 'identity') ?? []);
}

/** The document that a data source makes, with its statements' places. */
export function documentOfData(data: Resource, context: RuleContext): PolicyDocument {
  const known = dataDocuments.get(data);
  if (known) return known;
  const { graph } = context;
  const document = readDocument(policyData(data.values, data.key), {
    resource: data.key,
    path: 'json',
    source: (key, path) => graph.byKey(key)?.sourceAt(path) ?? data.source,
  });
  dataDocuments.set(data, document);
  return document;
}

/** Who has the permissions that the resource's documents give, as far as the configuration tells. */
export function receiversOf(resource: Resource, context: RuleContext): readonly Identity[] {
  const model = context.derive(identities);
  const holders = resource.mode === 'data' ? users(resource, context) : [resource];
  return [...new Set(holders.flatMap((holder) => model.holdersOf(holder)))];
}

function pathsOf(resource: Resource): readonly string[] {
  const attribute = HOLDERS[resource.type] ?? 'policy';
  if (resource.type !== 'aws_iam_role') return [attribute];
  const blocks = resource.get(attribute);
  return isList(blocks) ? [...blocks.keys()].map((index) => `${attribute}[${index}].policy`) : [];
}

/** Whether the document is more than a limit. Nobody knows of one that nothing here attaches: it gives. */
function gives(resource: Resource, context: RuleContext): boolean {
  if (resource.mode === 'data') {
    const holders = users(resource, context);
    return holders.length === 0 || holders.some((holder) => HOLDERS[holder.type] && gives(holder, context));
  }
  return resource.type !== 'aws_iam_policy' || !context.derive(limitsOnly).has(resource);
}

/** A role may use a document as its trust policy: it is no sign. */
function isIdentityPolicy(data: Resource, context: RuleContext): boolean {
  return users(data, context).some(({ type }) => type !== 'aws_iam_role' && Object.hasOwn(HOLDERS, type));
}

/** Policies that are some identity's boundary, and are attached to none. */
function limitsOnly(context: RuleContext): ReadonlySet<Resource> {
  const model = context.derive(identities);
  const limits = new Set<Resource>();
  for (const { boundary } of model.all) {
    if (boundary && boundary.via === 'customer-managed' && model.holdersOf(boundary.holder).length === 0)
      limits.add(boundary.holder);
  }
  return limits;
}

/** The managed resources that use the data source's document, through other data sources too. */
function users(data: Resource, context: RuleContext): readonly Resource[] {
  const found = new Set<Resource>();
  const seen = new Set<Resource>([data]);
  const open = [data];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { from } of context.graph.referencesTo(at)) {
      if (from.mode === 'managed') found.add(from);
      else if (from.type === 'aws_iam_policy_document' && !seen.has(from)) {
        seen.add(from);
        open.push(from);
      }
    }
  }
  return [...found];
}
