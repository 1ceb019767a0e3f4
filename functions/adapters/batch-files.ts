import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BatchFiles, FileContent } from '../deposits/batch/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const s3Client = new S3Client(CLIENT_DEFAULTS);

/** A file of 8 MiB within the region takes well under a second. */
const ATTEMPT_MILLIS = 20_000;

/** The objects of batches in their bucket. */
export class S3BatchFiles implements BatchFiles {
  constructor(
    private readonly bucketName: string,
    private readonly deadline: Deadline,
  ) {}

  /**
   * S3 says how long the object is before any of it is read: what is longer than asked for is left where it is.
   *
   * @throws Error when there is no such object, or S3 does not say its length
   */
  read(key: string, maxBytes: number): Promise<FileContent> {
    return this.send(async (abortSignal) => {
      const command = new GetObjectCommand({ Bucket: this.bucketName, Key: key });
      const { Body: body, ContentLength: length } = await s3Client.send(command, { abortSignal });
      if (!body || length === undefined) throw new Error('S3 answered without a body or its length');
      if (length > maxBytes) {
        // In Node the body is a stream, whose connection waits to be read or let go.
        (body as Readable).destroy();
        return { tooLargeBytes: length };
      }
      return { bytes: await body.transformToByteArray() };
    });
  }

  /** Puts the value as JSON in one piece: an object is there as a whole, or not at all. */
  async write(key: string, value: unknown): Promise<void> {
    const command = {
      Bucket: this.bucketName,
      Key: key,
      Body: JSON.stringify(value),
      ContentType: 'application/json',
    };
    await this.send((abortSignal) => s3Client.send(new PutObjectCommand(command), { abortSignal }));
  }

  private send<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return retry(attempt, {
      deadline: this.deadline,
      dependency: 'the bucket of batches',
      isTransient,
      attemptMillis: ATTEMPT_MILLIS,
    });
  }
}
