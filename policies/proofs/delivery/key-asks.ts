import { dnsSuffix } from '../../graph/arn';
import type { Resource } from '../../graph/resource';
import type { ContextValue } from '../../iam/context';
import type { RuleContext } from '../../rules/context';
import { type EncryptionKey, encryptionKey } from '../granted-is-used/encryption-keys';
import type { Ask, Asker } from './ask';

/** What a request to KMS says of itself when no service gives a context: what a policy may ask for is known to be absent. */
const NO_CONTEXT: Readonly<Record<string, ContextValue>> = Object.fromEntries(
  [
    'SecretARN',
    'SourceArn',
    'aws:dynamodb:tableName',
    'aws:lambda:FunctionArn',
    'aws:logs:arn',
    'aws:s3:arn',
    'aws:sns:topicArn',
    'aws:sqs:arn',
    'aws:states:stateMachineArn',
  ].map((name) => [`kms:EncryptionContext:${name}`, []]),
);

export interface KeyUse {
  readonly by: Asker;
  readonly actions: readonly string[];
  /** `sqs`, for a caller whose service asks KMS with the caller's permission. @default it asks in its own name */
  readonly via?: string;
  readonly context?: Ask['context'];
  readonly sources?: readonly string[];
}

/** What has to be allowed on the customer's key of a resource; nothing where it has none. */
export function keyAsks(context: RuleContext, encrypted: Resource | undefined, use: KeyUse): readonly Ask[] {
  const key = encrypted && encryptionKey(context, encrypted);
  return key ? asksOnKey(context, key, use) : [];
}

/** The same for a key that an attribute names. */
export function asksOnKey(
  context: RuleContext,
  { target }: EncryptionKey,
  { by, actions, via, context: given, sources }: KeyUse,
): readonly Ask[] {
  if (target.kind !== 'arn' || target.resource?.type !== 'aws_kms_key') return [];
  const { arn, resource } = target;
  const { region, partition } = context.graph.place(resource);
  return actions.map((action) => ({
    by,
    action: `kms:${action}`,
    resource: arn,
    target: resource,
    context: {
      ...NO_CONTEXT,
      'kms:ViaService': via === undefined ? [] : `${via}.${region}.${dnsSuffix(partition)}`,
      'kms:GrantIsForAWSResource': action === 'CreateGrant' ? 'true' : [],
      ...given,
    },
    ...(sources ? { sources } : {}),
  }));
}
