import type { Resource } from '../../../graph/resource';
import type { Value } from '../../../graph/value';
import { written } from '../../attribute';
import type { RuleContext } from '../../context';
import { partOf } from './bucket-parts';

const BY_DEFAULT = 'rule[0].apply_server_side_encryption_by_default[0]';

/** How the bucket encrypts what is put into it. */
export type Encryption =
  | { readonly state: 'set'; readonly algorithm: Value | undefined; readonly key: Value | undefined }
  /** Nothing is written: S3 encrypts with a key of its own, SSE-S3, since 2023-01-05. */
  | { readonly state: 'absent' }
  | { readonly state: 'open'; readonly why: string };

export function encryptionOf(context: RuleContext, bucket: Resource): Encryption {
  const inline = `server_side_encryption_configuration[0].${BY_DEFAULT}`;
  const part = partOf(
    context,
    bucket,
    inline,
    'aws_s3_bucket_server_side_encryption_configuration',
    BY_DEFAULT,
  );
  if (part.state !== 'set') return part;
  return {
    state: 'set',
    algorithm: written(part.resource, `${part.path}.sse_algorithm`),
    key: written(part.resource, `${part.path}.kms_master_key_id`),
  };
}
