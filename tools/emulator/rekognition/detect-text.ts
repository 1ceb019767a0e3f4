import { S3ServiceException } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../workflows/language/run';
import { readComments } from './image-comments';
import type { Recordings, TextDetections } from './recordings';
import { RekognitionError } from './rekognition-error';

/** The request, as far as it is looked at. */
export interface DetectTextInput {
  readonly Image?: {
    /** Base 64. */
    readonly Bytes?: string;
    readonly S3Object?: { readonly Bucket?: string; readonly Name?: string };
  };
  readonly Filters?: { readonly WordFilter?: { readonly MinConfidence?: number } };
}

/** 15 MB in S3 and 5 MB in a request. */
const LARGEST_OBJECT_BYTES = 15 * 1024 * 1024;
const LARGEST_INLINE_BYTES = 5 * 1024 * 1024;

/**
 * DetectText from recordings. An image for which nothing was recorded has no text.
 *
 * @throws RekognitionError as Rekognition answers: no such object, no image, too large
 */
export async function detectText(
  input: DetectTextInput,
  region: string,
  objects: Pick<ObjectStore, 'get'>,
  recordings: Recordings,
): Promise<TextDetections> {
  const image = await imageOf(input, region, objects);
  const read = readComments(image);
  if (!read) {
    throw new RekognitionError('InvalidImageFormatException', 'Request has invalid image format');
  }
  const found = recordings.find(image, read.comments) ?? { TextDetections: [], TextModelVersion: '3.0' };
  const least = input.Filters?.WordFilter?.MinConfidence ?? 0;
  return { ...found, TextDetections: found.TextDetections.filter(({ Confidence }) => Confidence >= least) };
}

async function imageOf(
  { Image }: DetectTextInput,
  region: string,
  objects: Pick<ObjectStore, 'get'>,
): Promise<Buffer> {
  if (Image?.Bytes !== undefined) {
    return within(Buffer.from(Image.Bytes, 'base64'), LARGEST_INLINE_BYTES);
  }
  const { Bucket, Name } = Image?.S3Object ?? {};
  if (!Bucket || !Name) {
    throw new RekognitionError('InvalidParameterException', 'Request has Invalid Parameters');
  }
  try {
    return within(await objects.get(region, Bucket, Name), LARGEST_OBJECT_BYTES);
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    throw new RekognitionError(
      'InvalidS3ObjectException',
      'Unable to get object metadata from S3. Check object key, region and/or access permissions.',
    );
  }
}

function within(image: Buffer, limitBytes: number): Buffer {
  if (image.length <= limitBytes) return image;
  throw new RekognitionError(
    'ImageTooLargeException',
    `Image size is too large: more than ${limitBytes} bytes`,
  );
}
