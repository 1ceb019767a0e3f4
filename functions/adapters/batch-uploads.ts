import { BATCH_CONTENT_TYPE, incomingKey, MAX_BATCH_BYTES } from '../deposits/batch/batch';
import type { BatchUploads } from '../deposits/batch/ports';
import type { Clock, Upload } from '../deposits/ports';
import { presignPost } from './presigned-post';

/** A file is up to 8 MiB, and is sent by a branch's machine: time for a slow line. */
const EXPIRES_IN_SECONDS = 900;

/** Forms with which a client sends the file of a batch to S3. */
export class S3BatchUploads implements BatchUploads {
  constructor(
    private readonly bucketName: string,
    private readonly clock: Clock,
  ) {}

  prepare(batchId: string): Upload {
    return presignPost({
      bucketName: this.bucketName,
      key: incomingKey(batchId),
      contentType: BATCH_CONTENT_TYPE,
      maxBytes: MAX_BATCH_BYTES,
      expiresInSeconds: EXPIRES_IN_SECONDS,
      now: this.clock.now(),
    });
  }
}
