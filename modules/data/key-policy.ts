import type { Condition } from '../core/capability';
import { pascalCase } from '../core/naming';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import type { PolicyStatement } from '../identity/policy-document';

/** The services that use a customer key for a caller, as `kms:ViaService` names them before the region. */
export type KeyService =
  | 'dynamodb'
  | 'events'
  | 'lambda'
  | 'network-firewall'
  | 'rds'
  | 's3'
  | 'secretsmanager'
  | 'sns'
  | 'sqs'
  | 'states';

/** A service that uses the key in its own name, for resources of this account only. */
export interface KeyPrincipal {
  /** `sns` stands for `sns.amazonaws.com`. */
  readonly service: 'delivery.logs' | 'events' | 'scheduler' | 'sns' | 'sqs';
  /** The resources for which the service may use the key; `*` is allowed in them. @default all of the account */
  readonly sourceArns?: readonly string[];
}

/** What the policy is made of. */
export interface KeyPolicyProps {
  readonly location: AwsLocation;
  readonly services: readonly KeyService[];
  readonly logGroups?: readonly string[];
  readonly principals?: readonly KeyPrincipal[];
  readonly statements?: readonly PolicyStatement[];
}

/**
 * Everything that changes the key or its policy, and nothing that uses it. Without these the key could never be
 * changed or deleted again, and KMS refuses to create it.
 */
export const ADMINISTRATION_ACTIONS = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
] as const;

/** Everything that encrypts or decrypts with a symmetric key. */
export const CRYPTOGRAPHIC_ACTIONS = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/** These keep a grant on the key for the life of the resource, made when somebody chooses the key for it. */
const SERVICES_WITH_GRANTS: readonly KeyService[] = [
  'dynamodb',
  'lambda',
  'network-firewall',
  'rds',
  'secretsmanager',
];

/** In a key policy, `*` is this key and nothing else. */
const THIS_KEY = ['*'];

/** The statements of the key's policy. */
export function keyPolicy(props: KeyPolicyProps): readonly PolicyStatement[] {
  const { location, services, logGroups = [], principals = [], statements = [] } = props;
  const account: PolicyStatement['principals'] = [
    { type: 'AWS', identifiers: [`arn:${location.partition}:iam::${location.accountId}:root`] },
  ];
  const granting = services.filter((service) => SERVICES_WITH_GRANTS.includes(service));
  const ofThisAccount: Condition = {
    test: 'StringEquals',
    variable: 'kms:CallerAccount',
    values: [location.accountId],
  };
  return [
    {
      sid: 'AdministerByAccount',
      principals: account,
      actions: ADMINISTRATION_ACTIONS,
      resources: THIS_KEY,
    },
    ...when(services.length > 0, {
      sid: 'UseThroughNamedServices',
      principals: account,
      actions: [...CRYPTOGRAPHIC_ACTIONS, 'kms:DescribeKey'],
      resources: THIS_KEY,
      conditions: [ofThisAccount, viaService(location, services)],
    }),
    ...when(granting.length > 0, {
      sid: 'LetServicesKeepGrants',
      principals: account,
      actions: ['kms:CreateGrant'],
      resources: THIS_KEY,
      conditions: [
        ofThisAccount,
        viaService(location, granting),
        { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] },
      ],
    }),
    ...when(logGroups.length > 0, {
      sid: 'EncryptNamedLogGroups',
      principals: [{ type: 'Service', identifiers: [`logs.${location.region}.${dnsSuffix(location)}`] }],
      actions: CRYPTOGRAPHIC_ACTIONS,
      resources: THIS_KEY,
      conditions: [
        {
          test: 'ArnLike',
          variable: 'kms:EncryptionContext:aws:logs:arn',
          values: logGroups.map((name) => regionalArn(location, 'logs', `log-group:${name}`)),
        },
      ],
    }),
    ...principals.map((principal) => principalStatement(location, principal)),
    ...statements,
  ];
}

/** The condition that the key is used through one of the services, in the key's own region. */
export function viaService(location: AwsLocation, services: readonly KeyService[]): Condition {
  return {
    test: 'StringEquals',
    variable: 'kms:ViaService',
    values: services.map((service) => `${service}.${location.region}.${dnsSuffix(location)}`),
  };
}

function principalStatement(location: AwsLocation, principal: KeyPrincipal): PolicyStatement {
  const { service, sourceArns = [] } = principal;
  return {
    sid: `UseBy${pascalCase(service)}`,
    principals: [{ type: 'Service', identifiers: [`${service}.amazonaws.com`] }],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: THIS_KEY,
    conditions: [
      { test: 'StringEquals', variable: 'aws:SourceAccount', values: [location.accountId] },
      ...(sourceArns.length > 0
        ? [{ test: 'ArnLike', variable: 'aws:SourceArn', values: [...sourceArns] }]
        : []),
    ],
  };
}

function dnsSuffix({ partition }: AwsLocation): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

function when(condition: boolean, statement: PolicyStatement): readonly PolicyStatement[] {
  return condition ? [statement] : [];
}
