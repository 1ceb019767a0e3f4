import type { Capability, Destination, Statement } from '../core/capability';
import type { ICustomerKey } from './customer-key';

/**
 * `presign-upload`: sign uploads that a client then makes; the signer itself sends nothing to the bucket.
 * `read`: get an object by its key. `read-write`: get and put an object by its key. Neither lists: of an object that is
 * not there, S3 says that access is denied. `lend`: an AWS service that the grantee calls reads an object with the
 * grantee's permission (Amazon Rekognition does); the grantee itself has no path to the bucket.
 */
export type BucketAccess = 'presign-upload' | 'read' | 'read-write' | 'lend';

/** As much of a bucket as a capability speaks of. */
export interface BucketObjects {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Where uploads go: beginnings of keys, for example `cheques/`. */
  readonly uploadPrefixes: readonly string[];
  /** Where those who read and write keep their own objects. Empty: anywhere. */
  readonly workPrefixes: readonly string[];
  /** What those who read may get. @default uploads and work, or anything where there are no work prefixes */
  readonly readPrefixes?: readonly string[];
}

/** Beginnings of keys, each ending in `/`. */
export interface BucketPrefixes {
  /** @default all that the bucket lets its readers get */
  readonly reads?: readonly string[];
  /** @default all that the bucket lets its writers put */
  readonly writes?: readonly string[];
}

/** The same bucket for somebody who needs less of it. */
export function within<B extends BucketObjects>(bucket: B, { reads, writes }: BucketPrefixes): B {
  return {
    ...bucket,
    ...(reads && { readPrefixes: reads }),
    ...(writes && { workPrefixes: writes }),
  };
}

const READ_ACTIONS = ['s3:GetObject'] as const;
const WRITE_ACTIONS = ['s3:PutObject'] as const;

/** From inside the VPC, through the gateway endpoint. */
const S3: readonly Destination[] = [{ kind: 'service', service: 's3' }];

/** How the bucket is used. With a bucket key, S3 gives KMS the bucket's ARN as the context of every call. */
export function bucketCapability(
  name: string,
  bucket: BucketObjects,
  key: ICustomerKey,
  access: BucketAccess,
): Capability {
  const context = { 'aws:s3:arn': bucket.bucketArn };
  const decrypt = key.decryptVia('s3', context);
  const encrypt = key.encryptVia('s3', context);
  const { statements, destinations } = ways(bucket, decrypt, encrypt)[access];
  return {
    title: `${name}: ${access}`,
    statements,
    destinations,
    configuration: { bucketName: bucket.bucketName },
  };
}

type Way = Pick<Capability, 'statements' | 'destinations'>;

function ways(
  { bucketArn, uploadPrefixes, workPrefixes, readPrefixes }: BucketObjects,
  decrypt: Statement,
  encrypt: Statement,
): Readonly<Record<BucketAccess, Way>> {
  const below = (prefixes: readonly string[]) => prefixes.map((prefix) => `${bucketArn}/${prefix}*`);
  const readable = readPrefixes
    ? below(readPrefixes)
    : workPrefixes.length > 0
      ? below([...uploadPrefixes, ...workPrefixes])
      : [`${bucketArn}/*`];
  const writable = workPrefixes.length > 0 ? below(workPrefixes) : [`${bucketArn}/*`];
  const read = { sid: 'ReadObjects', actions: READ_ACTIONS, resources: readable };
  return {
    // The upload is authorized as the signer. A single PUT or POST takes a data key and nothing else; only multipart
    // uploads decrypt as well.
    'presign-upload': {
      statements: [
        { sid: 'PresignUpload', actions: WRITE_ACTIONS, resources: below(uploadPrefixes) },
        encrypt,
      ],
      destinations: [],
    },
    read: { statements: [read, decrypt], destinations: S3 },
    'read-write': {
      statements: [
        read,
        { sid: 'WriteObjects', actions: WRITE_ACTIONS, resources: writable },
        decrypt,
        encrypt,
      ],
      destinations: S3,
    },
    lend: {
      statements: [{ sid: 'LendUploads', actions: READ_ACTIONS, resources: below(uploadPrefixes) }, decrypt],
      destinations: [],
    },
  };
}
