import { createHmac } from 'node:crypto';
import type { Upload } from '../deposits/ports';
import { ConfigurationError } from '../shared/errors';

/** What a form admits: one object, of one type, of a limited size, for a limited time. */
export interface PresignedPost {
  readonly bucketName: string;
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly expiresInSeconds: number;
  readonly now: Date;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Names that can be part of the host: a dot would not fit S3's certificate, a capital would not survive. */
const HOST_LABEL = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs a form with which its holder sends one object to S3 (a POST policy, AWS Signature Version 4). The form fixes
 * bucket, key, content type and size: nothing else can be sent with it. Signing is a calculation, no connection is made,
 * which is why there is no S3 client here: for this alone it would be a third of a function's bundle.
 *
 * The object goes to the endpoint of the region in the partitions `aws`, `aws-cn` and `aws-us-gov`; `AWS_ENDPOINT_URL`
 * and `AWS_ENDPOINT_URL_S3` are honoured as the SDK does, with the bucket in the path.
 *
 * @param variables where Lambda puts the credentials of the function's role. @default process.env
 * @throws ConfigurationError when credentials or region are not there
 */
export function presignPost(post: PresignedPost, variables: Variables = process.env): Upload {
  const region = required(variables, 'AWS_REGION');
  const accessKeyId = required(variables, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = required(variables, 'AWS_SECRET_ACCESS_KEY');
  const sessionToken = variables['AWS_SESSION_TOKEN'];
  const signedAt = basicIso8601(post.now);
  const day = signedAt.slice(0, 8);
  const expiresAt = new Date(post.now.getTime() + post.expiresInSeconds * 1000);
  const fields = {
    'Content-Type': post.contentType,
    bucket: post.bucketName,
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    'X-Amz-Date': signedAt,
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
    key: post.key,
  };
  const policy = Buffer.from(
    JSON.stringify({
      // To the second, as the signature's date: never later than what the caller is told.
      expiration: iso8601(expiresAt),
      conditions: [
        ['content-length-range', 1, post.maxBytes],
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ],
    }),
  ).toString('base64');
  const signingKey = signingKeyOf(secretAccessKey, day, region);
  return {
    url: endpoint(post.bucketName, region, variables),
    fields: {
      ...fields,
      Policy: policy,
      'X-Amz-Signature': createHmac('sha256', signingKey).update(policy).digest('hex'),
    },
    expiresAt,
  };
}

let lastKey: { readonly of: string; readonly key: Buffer } | undefined;

/** The same for a day, as long as the credentials are: four of the six hashes that a form takes. */
function signingKeyOf(secretAccessKey: string, day: string, region: string): Buffer {
  const of = [secretAccessKey, day, region].join('\n');
  if (lastKey?.of !== of) {
    const parts = [day, region, 's3', 'aws4_request'];
    lastKey = { of, key: parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`)) };
  }
  return lastKey.key;
}

function endpoint(bucketName: string, region: string, variables: Variables): string {
  const custom = variables['AWS_ENDPOINT_URL_S3'] || variables['AWS_ENDPOINT_URL'];
  if (custom) return `${custom.replace(/\/$/, '')}/${bucketName}`;
  const host = `s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  return HOST_LABEL.test(bucketName) ? `https://${bucketName}.${host}/` : `https://${host}/${bucketName}`;
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** `2026-03-01T08:00:00Z` */
function iso8601(date: Date): string {
  return `${date.toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** `20260301T080000Z` */
function basicIso8601(date: Date): string {
  return iso8601(date).replaceAll('-', '').replaceAll(':', '');
}

function required(variables: Variables, name: string): string {
  const value = variables[name];
  if (value) return value;
  throw new ConfigurationError(`the environment lacks ${name}, which Lambda sets for the function's role`);
}
