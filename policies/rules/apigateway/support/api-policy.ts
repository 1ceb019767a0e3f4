import type { PolicyDocument, PolicyStatement } from '../../../graph/policy-document';
import type { Resource } from '../../../graph/resource';
import type { Unknown } from '../../../graph/value';
import { companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

export interface ApiPolicies {
  readonly documents: readonly PolicyDocument[];
  /** Why there may be one that is not among them. */
  readonly unknown?: Unknown | string;
}

/** The resource policies of a REST API: its own, and the one of a resource beside it. */
export function policiesOf(context: RuleContext, api: Resource): ApiPolicies {
  const beside = companionsOf(context, api, 'aws_api_gateway_rest_api_policy', 'rest_api_id', ['id']);
  const documents = [api, ...beside.sure]
    .flatMap((resource) => context.graph.policyDocuments(resource))
    .filter(({ path }) => path === 'policy');
  const unknown = documents.find((document) => document.unknown)?.unknown;
  const [possible] = beside.possible;
  const why = unknown ?? (possible ? `${possible.address} may be its policy` : undefined);
  return { documents, ...(why ? { unknown: why } : {}) };
}

/**
 * `open` where everybody may invoke the API without a condition; `closed` where a policy says otherwise; nothing where
 * there is no policy (then whoever passes the method's own authorization may), or not all of it is known.
 */
export function openness({ documents, unknown }: ApiPolicies): 'open' | 'closed' | undefined {
  const statements = documents.flatMap((document) => document.statements).filter(isForEverybody);
  if (documents.length === 0) return undefined;
  if (statements.some((statement) => statement.effect === 'Deny' && !isAboutTransport(statement)))
    return 'closed';
  if (unknown) return undefined;
  const isOpen = statements.some(({ effect, conditions }) => effect === 'Allow' && conditions.length === 0);
  return isOpen ? 'open' : 'closed';
}

/** A denial of requests without TLS keeps nobody out. */
function isAboutTransport({ conditions }: PolicyStatement): boolean {
  return (
    conditions.length > 0 && conditions.every(({ key }) => /^(aws:SecureTransport|s3:TlsVersion)$/i.test(key))
  );
}

function isForEverybody({ principals = [], actions = [] }: PolicyStatement): boolean {
  return (
    principals.some(({ type, values }) => ['*', 'AWS'].includes(type) && values.includes('*')) &&
    actions.some((action) => typeof action === 'string' && /^(\*|execute-api:(\*|invoke))$/i.test(action))
  );
}
