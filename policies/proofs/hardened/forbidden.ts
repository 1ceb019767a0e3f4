import type { Resource } from '../../graph/resource';
import type { ContextValue } from '../../iam/context';
import { isPrivateApi } from '../../model/network/private-api';
import type { RuleContext } from '../../rules/context';
import { encryptionKey } from '../granted-is-used/encryption-keys';

/** A request that nobody may make, even with every permission that identity policies can give. */
export interface Forbidden {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, ContextValue>>;
  /** Of another account: then the resource's policy alone would have to allow it. @default the resource's own */
  readonly account?: string;
  /** The policy names the resource by what has no ARN before `apply`: only its statements' actions are compared. */
  readonly isNameless?: true;
  /** As a phrase: `without TLS`. */
  readonly how: string;
}

/** What comes over a connection that nobody can listen to. */
const SAFE: Forbidden['context'] = {
  'aws:SecureTransport': 'true',
  's3:TlsVersion': '1.3',
  's3:x-amz-server-side-encryption': [],
  's3:x-amz-server-side-encryption-aws-kms-key-id': [],
};
const PLAIN: Forbidden['context'] = { ...SAFE, 'aws:SecureTransport': 'false', 's3:TlsVersion': [] };

/** No account has this number: it stands for anybody else's. */
const ANOTHER_ACCOUNT = '999999999999';

/** By type, what this system's resources refuse. */
export const FORBIDDEN: Readonly<
  Record<string, (resource: Resource, context: RuleContext) => readonly Forbidden[]>
> = {
  aws_api_gateway_rest_api: ofApi,
  aws_s3_bucket: ofBucket,
  aws_secretsmanager_secret: (secret, { graph }) =>
    ['GetSecretValue', 'PutSecretValue', 'UpdateSecret', 'UpdateSecretVersionStage'].flatMap((name) => {
      const base = { action: `secretsmanager:${name}`, resource: graph.arn(secret) };
      return [
        { ...base, context: PLAIN, how: 'without TLS' },
        { ...base, context: SAFE, account: ANOTHER_ACCOUNT, how: 'from another account' },
      ];
    }),
  aws_sns_topic: (topic, { graph }) => [
    { action: 'sns:Publish', resource: graph.arn(topic), context: PLAIN, how: 'without TLS' },
    { action: 'sns:Subscribe', resource: graph.arn(topic), context: PLAIN, how: 'without TLS' },
  ],
  aws_sqs_queue: (queue, { graph }) =>
    ['DeleteMessage', 'ReceiveMessage', 'SendMessage'].map((name) => ({
      action: `sqs:${name}`,
      resource: graph.arn(queue),
      context: PLAIN,
      how: 'without TLS',
    })),
};

/** Encrypted by another key, or by S3's own, an object can be read by whoever may use that key. */
function ofBucket(bucket: Resource, context: RuleContext): readonly Forbidden[] {
  const arn = context.graph.arn(bucket);
  const put = { action: 's3:PutObject', resource: `${arn}/tf~object` };
  const get = { action: 's3:GetObject', resource: `${arn}/tf~object` };
  const list = { action: 's3:ListBucket', resource: arn };
  const customerKey = encryptionKey(context, bucket)?.target.kind === 'arn';
  return [
    ...[put, get, list].flatMap((base): readonly Forbidden[] => [
      { ...base, context: PLAIN, how: 'without TLS' },
      { ...base, context: { ...SAFE, 's3:TlsVersion': '1.1' }, how: 'with TLS 1.1' },
    ]),
    ...(customerKey
      ? [
          {
            ...put,
            context: { ...SAFE, 's3:x-amz-server-side-encryption': 'AES256' },
            how: "encrypted by S3's own key",
          },
          {
            ...put,
            context: {
              ...SAFE,
              's3:x-amz-server-side-encryption': 'aws:kms',
              's3:x-amz-server-side-encryption-aws-kms-key-id': `${arn.replace(/:s3:.*/, '')}:kms:xx:${ANOTHER_ACCOUNT}:key/tf~other`,
            },
            how: 'encrypted by another key',
          },
        ]
      : []),
  ];
}

/** A private API is for the endpoint of this VPC, and not for that of another one of the account. */
function ofApi(api: Resource, { graph }: RuleContext): readonly Forbidden[] {
  const isPrivate = isPrivateApi(api);
  const base = {
    action: 'execute-api:Invoke',
    resource: `${graph.attribute(api, 'execution_arn')}/tf~stage/GET/`,
    isNameless: true,
  } as const;
  const own = isPrivate ? graph.text(api.get('endpoint_configuration[0].vpc_endpoint_ids[0]')) : undefined;
  return [
    { ...base, context: { ...PLAIN, 'aws:SourceVpce': own ?? [] }, how: 'without TLS' },
    ...(isPrivate
      ? [
          {
            ...base,
            context: { ...SAFE, 'aws:SourceVpce': 'vpce-tf~another' },
            how: 'through the endpoint of another VPC',
          },
        ]
      : []),
  ];
}
