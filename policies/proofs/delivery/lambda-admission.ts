import type { Resource } from '../../graph/resource';
import { Unknown, type Value } from '../../graph/value';
import { globOf, matchesGlob } from '../../iam/glob';
import { both, either, type Truth } from '../../iam/truth';
import { resourcePolicies } from '../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../rules/context';
import type { Ask } from './ask';

/**
 * The permissions by which a service may call a function. Each is a resource of its own, and what its `source_arn` refers
 * to has often no ARN before `apply`: the texts are compared, in which every attribute has a name of its own.
 */
export function admittingPermissions(
  context: RuleContext,
  ask: Ask,
): { readonly allowed: Truth; readonly by: readonly Resource[] } {
  let allowed: Truth = false;
  const by: Resource[] = [];
  for (const permission of permissionsOf(context, ask.target)) {
    const truth = admits(context, permission, ask);
    if (truth !== false) by.push(permission);
    allowed = either(allowed, truth);
  }
  return { allowed, by };
}

/** Those by which a service is admitted to a function, an alias or a version. */
export function servicePermissions(context: RuleContext): readonly Resource[] {
  return context.graph
    .byType('aws_lambda_permission')
    .filter((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(String(one.get('principal'))));
}

function permissionsOf(context: RuleContext, lambda: Resource | undefined): readonly Resource[] {
  const written = lambda ? (context.derive(resourcePolicies).byTarget.get(lambda.key) ?? []) : [];
  return written.map(({ holder }) => holder).filter(({ type }) => type === 'aws_lambda_permission');
}

function admits(context: RuleContext, permission: Resource, ask: Ask): Truth {
  const service = ask.by.kind === 'service' ? ask.by.service : undefined;
  const { qualifier, sources = [] } = ask;
  const account = ask.context['aws:SourceAccount'];
  const matched = (name: string, test: (text: string) => boolean, absent: boolean): Truth =>
    textTruth(context, permission.get(name), test, absent);
  return both(
    both(
      matched('principal', (text) => text === service, false),
      matched('action', (text) => matchesGlob(globOf(text.toLowerCase()), ask.action.toLowerCase()), true),
    ),
    both(
      matched('qualifier', (text) => text === qualifier, qualifier === undefined),
      both(
        matched('source_arn', (text) => sources.some((one) => matchesGlob(globOf(text), one)), true),
        matched('source_account', (text) => text === account, true),
      ),
    ),
  );
}

function textTruth(
  { graph }: RuleContext,
  value: Value | undefined,
  test: (text: string) => boolean,
  absent: boolean,
): Truth {
  if (value === undefined || value === '') return absent;
  const text = graph.text(value);
  if (text !== undefined && test(text)) return true;
  // A variable may be anything; an attribute of a resource is that and nothing else.
  return text === undefined ||
    (value instanceof Unknown && value.reference?.kind !== 'resource' && !text.includes('tf~'))
    ? 'unknown'
    : false;
}
