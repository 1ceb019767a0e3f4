import { type ImageContentType, imageKey } from '../deposits/deposit';
import type { Clock, ImageUploads, Upload } from '../deposits/ports';
import { presignPost } from './presigned-post';

/** Long enough for a phone on a slow network, short enough to be worthless when it leaks. */
const EXPIRES_IN_SECONDS = 300;

/** Rekognition takes images of up to 15 MB from S3; a photographed cheque has one or two. */
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

/** Forms with which a client sends the image of its cheque to S3. */
export class S3ImageUploads implements ImageUploads {
  constructor(
    private readonly bucketName: string,
    private readonly clock: Clock,
  ) {}

  async prepare(depositId: string, contentType: ImageContentType): Promise<Upload> {
    return presignPost({
      bucketName: this.bucketName,
      key: imageKey(depositId),
      contentType,
      maxBytes: MAX_IMAGE_BYTES,
      expiresInSeconds: EXPIRES_IN_SECONDS,
      now: this.clock.now(),
    });
  }
}
