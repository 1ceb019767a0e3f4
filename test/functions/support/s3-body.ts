import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

type Body = NonNullable<GetObjectCommandOutput['Body']>;

/** The body of an S3 object, as far as functions use what the SDK hands over in Node. */
export function bodyOf(text: string): Readable & Body {
  const stream = Readable.from([Buffer.from(text)]);
  const transformToByteArray = async () => new Uint8Array(Buffer.from(text));
  return Object.assign(stream, { transformToByteArray }) as unknown as Readable & Body;
}
