import type { PolicyDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import type { PolicyKind } from '../../iam/document';
import type { RuleContext } from '../../rules/context';
import { type BoundPolicy, policyOf } from '../policy-of';
import { policyDocumentAt } from '../resource-policies/lenient-document';

const documents = new WeakMap<Resource, Map<string, PolicyDocument | undefined>>();

/** The policy in an attribute, read as leniently as a resource's, and compiled once however many ask. */
export function policyIn(
  context: RuleContext,
  resource: Resource,
  path: string,
  kind: PolicyKind,
): BoundPolicy | undefined {
  const paths = documents.get(resource) ?? new Map<string, PolicyDocument | undefined>();
  documents.set(resource, paths);
  if (!paths.has(path)) paths.set(path, policyDocumentAt(context, resource, path));
  const document = paths.get(path);
  return document && policyOf(context.graph, document, kind);
}
