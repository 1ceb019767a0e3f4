import type { PolicyStatement } from '../identity/policy-document';

/** Who may reach the API at all: the account's principals over the internet, or only through named VPC endpoints. */
export type ApiEndpoint =
  | { readonly kind: 'regional' }
  | { readonly kind: 'private'; readonly vpcEndpointIds: readonly string[] };

export interface ApiPolicyProps {
  readonly endpoint: ApiEndpoint;
  readonly partition: string;
  readonly accountId: string;
  /** `arn:…:execute-api:<region>:<account>:<api>` */
  readonly executionArn: string;
  readonly stageName: string;
  /** ARNs of the methods that are open without a signature. */
  readonly openMethodArns: readonly string[];
}

const EVERYBODY = [{ type: '*', identifiers: ['*'] }] as const;
const INVOKE = ['execute-api:Invoke'] as const;

/**
 * The API's resource policy. It names the account and not its principals: IAM still decides who of the account calls
 * which method. A private API is closed to everything that does not come through one of its endpoints.
 */
export function apiPolicy(props: ApiPolicyProps): readonly PolicyStatement[] {
  const { endpoint, partition, accountId, executionArn, stageName, openMethodArns } = props;
  const everyMethod = [`${executionArn}/${stageName}/*`];
  return [
    {
      sid: 'AllowAccount',
      principals: [{ type: 'AWS', identifiers: [`arn:${partition}:iam::${accountId}:root`] }],
      actions: INVOKE,
      resources: everyMethod,
    },
    ...(openMethodArns.length > 0
      ? [
          {
            sid: 'AllowOpenMethods',
            principals: EVERYBODY,
            actions: INVOKE,
            resources: [...new Set(openMethodArns)].sort(),
          },
        ]
      : []),
    {
      sid: 'DenyWithoutTls',
      effect: 'Deny',
      principals: EVERYBODY,
      actions: INVOKE,
      resources: everyMethod,
      conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
    },
    ...(endpoint.kind === 'private'
      ? [
          {
            sid: 'DenyOutsideEndpoints',
            effect: 'Deny' as const,
            principals: EVERYBODY,
            actions: INVOKE,
            resources: everyMethod,
            conditions: [
              { test: 'StringNotEquals', variable: 'aws:SourceVpce', values: endpoint.vpcEndpointIds },
            ],
          },
        ]
      : []),
  ];
}
