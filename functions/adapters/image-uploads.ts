import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type ImageContentType, imageKey } from '../deposits/deposit';
import type { Clock, ImageUploads, Upload } from '../deposits/ports';
import { CLIENT_DEFAULTS } from './client-defaults';

let client: S3Client | undefined;
function s3Client(): S3Client {
  client ??= new S3Client(CLIENT_DEFAULTS);
  return client;
}

/** Long enough for a phone on a slow network, short enough to be worthless when it leaks. */
const EXPIRES_IN_SECONDS = 300;

/** Rekognition takes images of up to 15 MB from S3; a photographed cheque has one or two. */
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

/**
 * Signs forms with which a client sends the image of its cheque to S3. The form fixes the key, the content type and the
 * size, so that nothing else can be sent with it. Signing is a calculation: no connection is made.
 */
export class S3ImageUploads implements ImageUploads {
  constructor(
    private readonly bucketName: string,
    private readonly clock: Clock,
  ) {}

  async prepare(depositId: string, contentType: ImageContentType): Promise<Upload> {
    const expiresAt = new Date(this.clock.now().getTime() + EXPIRES_IN_SECONDS * 1000);
    const { url, fields } = await createPresignedPost(s3Client(), {
      Bucket: this.bucketName,
      Key: imageKey(depositId),
      Fields: { 'Content-Type': contentType },
      Conditions: [['content-length-range', 1, MAX_IMAGE_BYTES]],
      Expires: EXPIRES_IN_SECONDS,
    });
    return { url, fields, expiresAt };
  }
}
