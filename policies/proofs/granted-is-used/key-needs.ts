import type { ContextValue } from '../../iam/context';
import type { RuleContext } from '../../rules/context';
import { encryptionKey } from './encryption-keys';
import type { ConfigurationOrigin, Need, Target } from './need';

/** What a service asks of KMS with the caller's permission. */
interface KeyUse {
  /** The actions on the resource that make it ask. */
  readonly actions: RegExp;
  readonly needed: readonly string[];
  /** What the documentation asks for, and a call does not fail without. @default none */
  readonly permitted?: readonly string[];
  /** The key of the encryption context that holds the resource's ARN. */
  readonly contextKey: string;
}

/** Sources: AWS KMS Developer Guide, "How AWS services use AWS KMS", and the encryption chapter of each service. */
const KEY_USES: Readonly<Record<string, readonly KeyUse[]>> = {
  dynamodb: [
    {
      actions: /Item|^dynamodb:(Query|Scan|PartiQL)/,
      needed: ['Decrypt'],
      permitted: [
        'DescribeKey',
        'Encrypt',
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
        'ReEncryptFrom',
        'ReEncryptTo',
      ],
      contextKey: 'aws:dynamodb:tableName',
    },
  ],
  kinesis: [
    { actions: /PutRecord/, needed: ['GenerateDataKey'], contextKey: 'aws:kinesis:arn' },
    { actions: /GetRecords|SubscribeToShard/, needed: ['Decrypt'], contextKey: 'aws:kinesis:arn' },
  ],
  s3: [
    { actions: /:GetObject(Version)?$/, needed: ['Decrypt'], contextKey: 'aws:s3:arn' },
    { actions: /:PutObject$/, needed: ['GenerateDataKey'], contextKey: 'aws:s3:arn' },
  ],
  secretsmanager: [
    { actions: /:(BatchGet|Get)SecretValue$/, needed: ['Decrypt'], contextKey: 'SecretARN' },
    {
      actions: /:(PutSecretValue|UpdateSecret)$/,
      needed: ['Decrypt', 'GenerateDataKey'],
      contextKey: 'SecretARN',
    },
  ],
  sns: [{ actions: /:Publish$/, needed: ['Decrypt', 'GenerateDataKey'], contextKey: 'aws:sns:topicArn' }],
  sqs: [
    { actions: /:SendMessage$/, needed: ['Decrypt', 'GenerateDataKey'], contextKey: 'aws:sqs:arn' },
    { actions: /:ReceiveMessage$/, needed: ['Decrypt'], contextKey: 'aws:sqs:arn' },
  ],
  ssm: [{ actions: /:GetParameter/, needed: ['Decrypt'], contextKey: 'PARAMETER_ARN' }],
  states: [
    {
      actions: /:Start(Sync)?Execution$/,
      needed: [],
      permitted: ['Decrypt', 'GenerateDataKey'],
      contextKey: 'aws:states:stateMachineArn',
    },
  ],
};

/** A part of a multipart upload is read back when it is put together (S3 User Guide, "Multipart upload and permissions"). */
const MULTIPART = /Multipart|UploadPart/;

/**
 * KMS through a service: what follows from a need whose resource a customer's key encrypts. No code shows it: the service
 * makes the call, with the role's permission.
 */
export function keyNeeds(context: RuleContext, need: Need): readonly Need[] {
  const { action, target } = need;
  const [service = ''] = action.split(':');
  const resource = target.kind === 'arn' || target.kind === 'value' ? target.resource : undefined;
  const uses = (KEY_USES[service] ?? []).filter(({ actions }) => actions.test(action));
  const key = resource && uses.length > 0 ? encryptionKey(context, resource) : undefined;
  if (!key || !resource) return [];
  const { region, partition } = context.graph.place(resource);
  const via = `${service}.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const calls = need.origin.kind === 'code' ? [need.origin.call] : need.origin.calls;
  const origin: ConfigurationOrigin = {
    kind: 'configuration',
    reason: `${service} asks KMS with the role's permission, as the key encrypts ${resource.address}`,
    resource: key.resource,
    path: key.path,
    ...(calls ? { calls } : {}),
  };
  return uses.flatMap((use) => {
    const about = key.isBucketKey ? context.graph.arn(resource) : contextValue(context, target);
    const base = { target: key.target, origin, context: contextOf(via, use.contextKey, about) };
    const isMultipart = calls?.some(({ operation }) => MULTIPART.test(operation)) === true;
    const needed = isMultipart && service === 's3' ? [...use.needed, 'Decrypt'] : use.needed;
    return [
      ...needed.map((name): Need => ({ ...base, action: `kms:${name}`, strength: need.strength })),
      ...(use.permitted ?? []).map(
        (name): Need => ({ ...base, action: `kms:${name}`, strength: 'permitted' }),
      ),
    ];
  });
}

function contextOf(via: string, key: string, about: ContextValue): Need['context'] {
  return {
    'kms:ViaService': via,
    [`kms:EncryptionContext:${key}`]: about,
    'lambda:SourceFunctionArn': [],
  };
}

function contextValue(context: RuleContext, target: Target): ContextValue {
  if (target.kind === 'value') return context.graph.text(target.value) ?? { unknown: 'the ARN is not known' };
  if (target.kind !== 'arn') return { unknown: 'the resource is not known' };
  const { arn, resource } = target;
  if (resource?.type === 'aws_dynamodb_table') return context.graph.attribute(resource, 'name');
  if (arn.endsWith('-??????') && resource) return context.graph.arn(resource);
  return /[*?]/.test(arn) ? { unknown: 'the name is made up while the code runs' } : arn;
}
