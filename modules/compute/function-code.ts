import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import type { Construct } from 'constructs';

/** A bundled function: the zip and what identifies its content. */
export interface CodeArtefact {
  /** The zip's path from the directory of the Terraform configuration; may hold `${path.module}`. */
  readonly file: string;
  /** SHA-256 of the zip, base64. The code is deployed anew when it changes, and only then. */
  readonly sha256Base64: string;
}

/** The part of a function's configuration that says where its code is. */
export type CodeSource =
  | { readonly filename: string }
  | { readonly s3Bucket: string; readonly s3Key: string };

/**
 * Where Lambda takes the code from: the request, or an object in the bucket, named by the function and the content.
 *
 * Of functions whose zip goes with the request the provider makes one at a time: it holds a lock until Lambda calls the
 * function active, which in a VPC is when its network interfaces stand (`resourceFunctionCreate` in the provider's
 * internal/service/lambda/function.go, 5.100.0). From a bucket they are made side by side.
 *
 * @param bucketName of the bucket; without it the zip goes with the request
 */
export function codeSource(
  scope: Construct,
  functionName: string,
  { file, sha256Base64 }: CodeArtefact,
  bucketName: string | undefined,
): CodeSource {
  if (bucketName === undefined) return { filename: file };
  const digest = Buffer.from(sha256Base64, 'base64').toString('hex');
  const object = new S3Object(scope, 'code', {
    bucket: bucketName,
    key: `functions/${functionName}/${digest}.zip`,
    source: file,
    contentType: 'application/zip',
    // With a key of ours the ETag is no MD5; the name says the same, and the provider wants to be told.
    sourceHash: sha256Base64,
    tags: { Name: functionName },
  });
  return { s3Bucket: object.bucket, s3Key: object.key };
}
