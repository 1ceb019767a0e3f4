import type { ContextValue } from '../../../policies/iam/context';
import { isUnknown } from '../../../policies/iam/truth';
import { type AccessQuery, textOf } from './access-query';
import type { DeployedResource } from './deployed-resources';

/** What a service asks KMS on the caller's behalf. */
interface KeyUse {
  /** The actions that make it ask. */
  readonly actions: RegExp;
  readonly needs: readonly string[];
  /** The key of the encryption context, and its value. */
  readonly about: (resource: DeployedResource, asked: string) => readonly [key: string, value: string];
}

/** By service. The sources are the chapters in which each service says what it asks KMS for with the caller's permission. */
const KEY_USES: Readonly<Record<string, readonly KeyUse[]>> = {
  // Amazon DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes", "Authorizing use of your KMS key".
  dynamodb: [
    {
      actions: /:(BatchGet|BatchWrite|ConditionCheck|Delete|Get|Put|Update)Item$|:(Query|Scan)$|:PartiQL/,
      needs: ['Decrypt'],
      about: ({ arn }) => ['aws:dynamodb:tableName', arn.slice(arn.lastIndexOf('/') + 1)],
    },
  ],
  // Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys": permissions, and with bucket keys the context.
  s3: [
    { actions: /:GetObject(Version)?$/, needs: ['Decrypt'], about: s3Context },
    { actions: /:PutObject$/, needs: ['GenerateDataKey'], about: s3Context },
  ],
  // AWS Secrets Manager User Guide, "Secret encryption and decryption in AWS Secrets Manager".
  secretsmanager: [
    {
      actions: /:(BatchGet|Get)SecretValue$/,
      needs: ['Decrypt'],
      about: ({ arn }) => ['SecretARN', arn],
    },
    {
      actions: /:(PutSecretValue|UpdateSecret)$/,
      needs: ['GenerateDataKey', 'Decrypt'],
      about: ({ arn }) => ['SecretARN', arn],
    },
  ],
  // Amazon SNS Developer Guide, "Managing Amazon SNS encryption keys": a publisher needs both.
  sns: [
    {
      actions: /:Publish$/,
      needs: ['GenerateDataKey', 'Decrypt'],
      about: ({ arn }) => ['aws:sns:topicArn', arn],
    },
  ],
  // Amazon SQS Developer Guide, "Amazon SQS Key management": a producer needs both, a consumer one.
  sqs: [
    {
      actions: /:SendMessage$/,
      needs: ['GenerateDataKey', 'Decrypt'],
      about: ({ arn }) => ['aws:sqs:arn', arn],
    },
    { actions: /:ReceiveMessage$/, needs: ['Decrypt'], about: ({ arn }) => ['aws:sqs:arn', arn] },
  ],
};

function s3Context({ arn, hasBucketKey }: DeployedResource, asked: string): readonly [string, string] {
  return ['aws:s3:arn', hasBucketKey ? arn : asked];
}

/** The resource that holds policy and key: of an object its bucket, of an index its table. */
export function holderOf(resource: string): string {
  const [, , service] = resource.split(':');
  if (service === 's3') return resource.split('/')[0] ?? resource;
  if (service === 'dynamodb') return resource.split('/').slice(0, 2).join('/');
  return resource;
}

/**
 * What the service asks KMS for, to do what the query asks.
 *
 * @param holder the resource as it is deployed
 */
export function keyAccess(query: AccessQuery, holder: DeployedResource | undefined): readonly AccessQuery[] {
  const { action, resource } = query;
  if (!holder?.keyArn || isUnknown(resource)) return [];
  const [service = ''] = action.split(':');
  const [, , , region = '', account = ''] = holder.keyArn.split(':');
  const uses = (KEY_USES[service] ?? []).filter(({ actions }) => actions.test(action));
  return uses.flatMap(({ needs, about }) => {
    const [key, value] = about(holder, resource);
    const context: Record<string, ContextValue> = {
      'kms:ViaService': `${service}.${region}.amazonaws.com`,
      'kms:CallerAccount': account,
      [`kms:EncryptionContext:${key}`]: value,
    };
    return needs.map((name) => ({
      action: `kms:${name}`,
      resource: holder.keyArn ?? '*',
      context,
      via: service,
    }));
  });
}

/** What a service does with another one for the caller. */
export function serviceAccess(
  query: AccessQuery,
  input: Readonly<Record<string, unknown>>,
): readonly AccessQuery[] {
  return SERVICE_USES[query.action]?.(input) ?? [];
}

type ServiceUse = (input: Readonly<Record<string, unknown>>) => readonly AccessQuery[];

const SERVICE_USES: Readonly<Record<string, ServiceUse>> = {
  // Amazon Aurora User Guide, "Authorizing access to the Amazon RDS Data API": it signs in with the secret that is named.
  'rds-data:ExecuteStatement': secretOf,
  'rds-data:BatchExecuteStatement': secretOf,
  'rds-data:BeginTransaction': secretOf,
  // Amazon Rekognition Developer Guide, "Images stored in an Amazon S3 bucket": with the caller's permission.
  'rekognition:DetectText': imageOf,
};

function secretOf(input: Readonly<Record<string, unknown>>): readonly AccessQuery[] {
  const resource = textOf(input['secretArn']);
  if (resource === '') return [];
  return [{ action: 'secretsmanager:GetSecretValue', resource, context: {}, via: 'rds-data' }];
}

function imageOf(input: Readonly<Record<string, unknown>>): readonly AccessQuery[] {
  const image = input['Image'] as
    | { S3Object?: { Bucket?: string; Name?: string; Version?: string } }
    | undefined;
  const { Bucket, Name, Version } = image?.S3Object ?? {};
  if (!Bucket || !Name) return [];
  const action = Version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const context = { 's3:TlsVersion': '1.3' };
  return [{ action, resource: `arn:aws:s3:::${Bucket}/${Name}`, context, via: 'rekognition' }];
}
