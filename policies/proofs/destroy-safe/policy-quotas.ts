import type { PolicyDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { identities } from '../../model/identity/identities';
import type { Identity } from '../../model/identity/principal';
import { documentAt } from '../../model/policy-of';
import type { RuleContext } from '../../rules/context';
import { type PolicySize, policySize, sumOf } from './policy-size';
import { QUOTAS, type QuotaUse } from './quota';

/** Policies with one document and a limit of their own. */
const DOCUMENTS: readonly (readonly [
  type: string,
  path: string,
  what: string,
  quota: { readonly limit: number; readonly most?: number; readonly source: string },
])[] = [
  ['aws_iam_policy', 'policy', 'characters of a managed policy', QUOTAS.managedPolicy],
  ['aws_iam_role', 'assume_role_policy', 'characters of a trust policy', QUOTAS.trustPolicy],
  ['aws_vpc_endpoint', 'policy', 'characters of an endpoint policy', QUOTAS.endpointPolicy],
  ['aws_vpc_endpoint_policy', 'policy', 'characters of an endpoint policy', QUOTAS.endpointPolicy],
  [
    'aws_organizations_policy',
    'content',
    'characters of a service control policy',
    QUOTAS.serviceControlPolicy,
  ],
  ['aws_kms_key', 'policy', 'characters of a key policy', QUOTAS.keyPolicy],
  ['aws_kms_key_policy', 'policy', 'characters of a key policy', QUOTAS.keyPolicy],
  ['aws_s3_bucket_policy', 'policy', 'characters of a bucket policy', QUOTAS.bucketPolicy],
  ['aws_secretsmanager_secret_policy', 'policy', 'characters of the policy of a secret', QUOTAS.secretPolicy],
];

/** What policies take of their quotas. */
export function policyQuotas(context: RuleContext): readonly QuotaUse[] {
  const { graph } = context;
  const single = DOCUMENTS.flatMap(([type, path, what, quota]) =>
    graph.byType(type).flatMap((resource): readonly QuotaUse[] => {
      if (
        type === 'aws_organizations_policy' &&
        (resource.get('type') ?? 'SERVICE_CONTROL_POLICY') !== 'SERVICE_CONTROL_POLICY'
      )
        return [];
      const document = documentAt(graph, resource, path);
      return document ? [use(policySize(graph, document), quota, what, resource, path, document)] : [];
    }),
  );
  return [...single, ...context.derive(identities).all.flatMap((identity) => ofRole(context, identity))];
}

function ofRole({ graph }: RuleContext, { kind, resource, policies }: Identity): readonly QuotaUse[] {
  if (kind !== 'role' || !resource) return [];
  const inline = policies.flatMap(({ via, bound }) => (via === 'inline' && bound ? [bound.document] : []));
  const attached = new Set(
    policies.flatMap(({ via, arn }) => (via === 'inline' || arn === undefined ? [] : [arn])),
  );
  return [
    ...(inline.length > 0
      ? [
          use(
            sumOf(inline.map((document) => policySize(graph, document))),
            QUOTAS.inlinePolicies,
            'characters of the inline policies of a role',
            resource,
            '',
            inline[0],
          ),
        ]
      : []),
    { ...QUOTAS.attachedPolicies, what: 'managed policies of a role', used: attached.size, at: resource },
  ];
}

function use(
  { least, most }: PolicySize,
  quota: { readonly limit: number; readonly most?: number; readonly source: string },
  what: string,
  at: Resource,
  path: string,
  document: PolicyDocument | undefined,
): QuotaUse {
  const base = { ...quota, what, used: least, at, ...(path === '' ? {} : { path }) };
  if (most <= quota.limit) return base;
  const why = document?.unknown?.reason ?? `up to ${most} with the names that are known after apply`;
  return { ...base, unknown: why };
}
