import { Policy } from '../../../policies/iam/policy';
import { Remembered } from '../gateway/remembered';
import { type ControlPlane, orNothing } from './control-plane';
import { itemsAt, parseXml, textAt } from './xml';

/** What the enforcement has to know of a resource: who may use it, and which key encrypts what it holds. */
export interface DeployedResource {
  /** Its ARN as AWS made it: a secret's with the six letters at its end. */
  readonly arn: string;
  /** @default none */
  readonly policy?: Policy;
  /** The ARN of the customer's key. @default AWS's own key, for which nobody needs a permission */
  readonly keyArn?: string;
  /** S3: KMS is told the bucket, not each object. @default false */
  readonly hasBucketKey?: boolean;
  /** DynamoDB: the attribute of the partition key. */
  readonly partitionKey?: string;
}

type Reader = (plane: ControlPlane, arn: string, keys: KeyLookup) => Promise<DeployedResource | undefined>;
type KeyLookup = (region: string, id: string | undefined) => Promise<{ keyArn?: string }>;

/**
 * Reads resources from their services as they are deployed now: policies as `apply` made them, with the ids that AWS gave.
 * By the service in the ARN; others have no policy here.
 */
export class DeployedResources {
  private readonly known: Remembered<DeployedResource | undefined>;

  /** @param believedForMs how long an answer is believed when no change is seen */
  constructor(
    private readonly plane: ControlPlane,
    believedForMs: number,
  ) {
    this.known = new Remembered(believedForMs);
  }

  /** @param arn of the resource that holds the policy: of the bucket, not of the object */
  of(arn: string): Promise<DeployedResource | undefined> {
    const read = READERS[arn.split(':')[2] ?? ''];
    if (!read) return Promise.resolve(undefined);
    return this.known.get(arn, () => orNothing(() => read(this.plane, arn, this.customerKey)));
  }

  forget(): void {
    this.known.forget();
  }

  /** The ARN of a customer's key by its id, alias or ARN. */
  private readonly customerKey: KeyLookup = async (region, id) => {
    if (id === undefined || id === '' || id.includes('alias/aws/')) return {};
    const ask = (operation: string) =>
      orNothing(() => this.plane.json('kms', region, `TrentService.${operation}`, { KeyId: id }));
    const [found, aliases] = await Promise.all([ask('DescribeKey'), ask('ListAliases')]);
    const { Arn } = (found?.['KeyMetadata'] ?? {}) as { Arn?: string };
    // moto takes AWS's own keys for a customer's; what they are called tells.
    const names = (aliases?.['Aliases'] ?? []) as readonly { AliasName?: string }[];
    const isOfAws = names.some(({ AliasName }) => AliasName?.startsWith('alias/aws/'));
    return Arn === undefined || isOfAws ? {} : { keyArn: Arn };
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  sqs: async (plane, arn, keys) => {
    const [, , , region = '', account, name] = arn.split(':');
    const found = await plane.json('sqs', region, 'AmazonSQS.GetQueueAttributes', {
      QueueUrl: `http://sqs.${region}.amazonaws.com/${account}/${name}`,
      AttributeNames: ['Policy', 'KmsMasterKeyId'],
    });
    const { Policy: policy, KmsMasterKeyId } = (found['Attributes'] ?? {}) as Record<string, string>;
    return { arn, ...policyOf(arn, policy), ...(await keys(region, KmsMasterKeyId)) };
  },
  sns: async (plane, arn, keys) => {
    const region = arn.split(':')[3] ?? '';
    const found = await plane.query('sns', region, '2010-03-31', 'GetTopicAttributes', { TopicArn: arn });
    const entries = itemsAt(found, 'Attributes').map((entry) => [
      textAt(entry, 'key'),
      textAt(entry, 'value'),
    ]);
    const { Policy: policy, KmsMasterKeyId } = Object.fromEntries(entries) as Record<string, string>;
    return { arn, ...policyOf(arn, policy), ...(await keys(region, KmsMasterKeyId)) };
  },
  s3: async (plane, arn, keys) => {
    const bucket = arn.split(':')[5] ?? '';
    const region = 'us-east-1';
    const [policy, encryption] = await Promise.all([
      orNothing(() => plane.get('s3', region, `/${bucket}?policy`)),
      orNothing(() => plane.get('s3', region, `/${bucket}?encryption`)),
    ]);
    const rule = encryption === undefined ? undefined : parseXml(encryption);
    const isKms = rule !== undefined && textAt(rule, 'SSEAlgorithm')?.startsWith('aws:kms') === true;
    const key = isKms ? await keys(region, textAt(rule, 'KMSMasterKeyID')) : {};
    const hasBucketKey = isKms && textAt(rule, 'BucketKeyEnabled')?.toLowerCase() === 'true';
    return { arn, ...policyOf(arn, policy), ...key, hasBucketKey };
  },
  kms: async (plane, arn) => {
    const [, , , region = '', , name = ''] = arn.split(':');
    const KeyId = name.replace(/^key\//, '');
    const found = await plane.json('kms', region, 'TrentService.GetKeyPolicy', {
      KeyId,
      PolicyName: 'default',
    });
    return { arn, policy: Policy.of(`the policy of ${arn}`, 'key', JSON.parse(String(found['Policy']))) };
  },
  secretsmanager: async (plane, id, keys) => {
    const region = id.split(':')[3] ?? '';
    const SecretId = secretIdOf(id);
    const [secret, policy] = await Promise.all([
      plane.json('secretsmanager', region, 'secretsmanager.DescribeSecret', { SecretId }),
      orNothing(() => plane.json('secretsmanager', region, 'secretsmanager.GetResourcePolicy', { SecretId })),
    ]);
    const arn = String(secret['ARN']);
    return {
      arn,
      ...policyOf(arn, policy?.['ResourcePolicy']),
      ...(await keys(region, secret['KmsKeyId'] as string | undefined)),
    };
  },
  events: async (plane, arn) => {
    const [, , , region = '', , rest = ''] = arn.split(':');
    const found = await plane.json('events', region, 'AWSEvents.DescribeEventBus', {
      Name: rest.replace(/^event-bus\//, ''),
    });
    return { arn, ...policyOf(arn, found['Policy']) };
  },
  lambda: async (plane, arn) => {
    const [, , , region = '', , , name = '', qualifier] = arn.split(':');
    const query = qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
    const found = await orNothing(() =>
      plane.get('lambda', region, `/2015-03-31/functions/${name}/policy${query}`),
    );
    const text = found === undefined ? undefined : (JSON.parse(found) as { Policy?: string }).Policy;
    return { arn, ...policyOf(arn, text) };
  },
  dynamodb: async (plane, arn, keys) => {
    const [, , , region = '', , rest = ''] = arn.split(':');
    const TableName = rest.replace(/^table\//, '').split('/')[0] ?? '';
    const [described, policy] = await Promise.all([
      plane.json('dynamodb', region, 'DynamoDB_20120810.DescribeTable', { TableName }),
      orNothing(() =>
        plane.json('dynamodb', region, 'DynamoDB_20120810.GetResourcePolicy', { ResourceArn: arn }),
      ),
    ]);
    const table = described['Table'] as {
      readonly KeySchema?: readonly { readonly AttributeName: string; readonly KeyType: string }[];
      readonly SSEDescription?: { readonly Status?: string; readonly KMSMasterKeyArn?: string };
    };
    const { Status, KMSMasterKeyArn } = table.SSEDescription ?? {};
    const partitionKey = table.KeySchema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
    return {
      arn,
      ...policyOf(arn, policy?.['Policy']),
      ...(Status === 'ENABLED' ? await keys(region, KMSMasterKeyArn) : {}),
      ...(partitionKey === undefined ? {} : { partitionKey }),
    };
  },
};

function policyOf(arn: string, text: unknown): { policy?: Policy } {
  if (typeof text !== 'string' || text === '') return {};
  return { policy: Policy.of(`the policy of ${arn}`, 'resource', JSON.parse(text)) };
}

/** A secret may be asked for by its ARN, or by its name in the place of one. */
function secretIdOf(arn: string): string {
  const name = arn.split(':secret:')[1] ?? arn;
  return /-[A-Za-z0-9]{6}$/.test(name) ? arn : name;
}
