import type { PolicyStatement } from '../../../graph/policy-document';
import type { Resource } from '../../../graph/resource';
import { Unknown } from '../../../graph/value';
import type { Condition } from '../../../iam/document-condition';
import { isUnknown } from '../../../iam/truth';
import { policyIn } from '../../../model/identity/policy-in';
import { type BoundPolicy, policyOf } from '../../../model/policy-of';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { constrains } from './constraints';
import { effectOf } from './grants';
import { documentOfData } from './identity-documents';

/** The types that rules about who may assume a role look at. */
export const TRUST_TYPES: readonly string[] = ['aws_iam_role', 'data.aws_iam_policy_document'];

/** One Allow of a trust policy. */
export interface Trust {
  readonly statement: PolicyStatement;
  /** By the type: `AWS`, `Service`, `Federated`, `*`. Known ones as text; a reference as its ARN. */
  readonly principals: readonly { readonly type: string; readonly value: string }[];
  readonly notPrincipal: boolean;
  readonly conditions: readonly Condition[];
  readonly constrained: boolean;
  /** Why the principals or the conditions are not wholly known. */
  readonly why?: Unknown;
}

/** The trust policy of a role; or a data source's document that looks like one and that no role here uses. */
export function trustPolicies(resource: Resource, context: RuleContext): readonly BoundPolicy[] {
  const { graph } = context;
  if (resource.mode !== 'data') {
    const bound = policyIn(context, resource, 'assume_role_policy', 'trust');
    return bound ? [bound] : [];
  }
  const document = documentOfData(resource, context);
  if (!document.statements.some(isAboutRoles)) return [];
  const used = graph.referencesTo(resource).some(({ from }) => from.type === 'aws_iam_role');
  return used ? [] : [policyOf(graph, document, 'trust')];
}

/** The statement lets somebody assume a role: by its action, or because an identity provider is its principal. */
function isAboutRoles({ actions, principals, notPrincipals }: PolicyStatement): boolean {
  const assumes = actions?.some((action) => typeof action === 'string' && /^sts:(assume|\*)/i.test(action));
  return (
    (assumes === true && (principals ?? notPrincipals) !== undefined) ||
    principals?.some(({ type }) => type === 'Federated') === true
  );
}

/**
 * Judges each Allow of the trust policy.
 *
 * @param wrong what is wrong with it, with what is known of it
 */
export function judgeTrust(
  resource: Resource,
  context: RuleContext,
  wrong: (trust: Trust) => string | undefined,
): readonly Outcome[] {
  return trustPolicies(resource, context).flatMap((bound) => {
    const { document, policy } = bound;
    const outcomes: Outcome[] = [];
    for (const statement of document.statements) {
      if (effectOf(statement) === 'deny') continue;
      const at = statement.resource === resource.key ? statement.path : document.path;
      const trust = trustOf(statement, policy.document.statements[statement.index]?.conditions, context);
      const message = wrong(trust);
      if (message !== undefined) outcomes.push(fail(message, at));
      else if (trust.why) outcomes.push(unknown('who may assume the role', trust.why, at));
      else outcomes.push(pass());
    }
    if (document.unknown) outcomes.push(unknown('who may assume the role', document.unknown, document.path));
    return outcomes;
  });
}

function trustOf(
  statement: PolicyStatement,
  conditions: Parameters<typeof constrains>[0] | undefined,
  context: RuleContext,
): Trust {
  const sets = statement.principals ?? statement.notPrincipals ?? [];
  const values = sets.flatMap(({ type, values: list }) => list.map((value) => ({ type, value })));
  const principals = values.flatMap(({ type, value }) => {
    const text = value instanceof Unknown ? context.graph.text(value) : String(value);
    return text === undefined ? [] : [{ type, value: text }];
  });
  const open = values.find(
    ({ value }) => value instanceof Unknown && !/^arn:/.test(context.graph.text(value) ?? ''),
  )?.value;
  const why = statement.unknowns[0] ?? (open instanceof Unknown ? open : undefined);
  return {
    statement,
    principals,
    notPrincipal: statement.notPrincipals !== undefined,
    conditions: conditions && !isUnknown(conditions) ? conditions : [],
    constrained: conditions ? constrains(conditions) : false,
    ...(why ? { why } : {}),
  };
}
