import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { patience } from '../gateway/patience';
import type { SigningKey } from '../gateway/signed-request';
import type { ObjectStore } from './language/run';

/** Objects of the deployed buckets. */
export class S3Objects implements ObjectStore {
  private readonly clients = new Map<string, S3Client>();

  /** @param options where S3 answers: moto */
  constructor(private readonly options: { endpoint: string; credentials: SigningKey }) {}

  async get(region: string, bucket: string, key: string): Promise<Buffer> {
    const found = await this.client(region).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  }

  async put(region: string, bucket: string, key: string, body: string): Promise<void> {
    await this.client(region).send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }),
    );
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private client(region: string): S3Client {
    const known =
      this.clients.get(region) ??
      new S3Client({ ...this.options, region, forcePathStyle: true, ...patience() });
    this.clients.set(region, known);
    return known;
  }
}
