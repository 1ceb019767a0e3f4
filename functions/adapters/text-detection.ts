import {
  type TextDetection as Detected,
  DetectTextCommand,
  RekognitionClient,
} from '@aws-sdk/client-rekognition';
import type { DetectedLine } from '../deposits/clearing/detected-line';
import { ImageMissingError, ImageUnreadableError, type TextDetection } from '../deposits/clearing/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const rekognitionClient = new RekognitionClient(CLIENT_DEFAULTS);

/**
 * What Rekognition answers when it finds no object, and also when it may not read it: it tells no difference. A right
 * that is missing therefore shows as images that are missing, and as reviews.
 */
const MISSING = 'InvalidS3ObjectException';

/** The customer's image is wrong, not this program: too large, too small, not a JPEG or PNG. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'ImageTooLargeException',
  'InvalidImageFormatException',
  'InvalidParameterException',
]);

/** Much longer than any line of a cheque. Bounds the work on an image that is full of text. */
const MAX_LINE_CHARACTERS = 200;

/** Amazon Rekognition reads the image from the bucket itself, with this function's permission. */
export class RekognitionTextDetection implements TextDetection {
  constructor(
    private readonly bucketName: string,
    private readonly deadline: Deadline,
  ) {}

  /** @throws UnavailableError when Rekognition does not answer in time, or has too much to do */
  async detect(imageKey: string): Promise<readonly DetectedLine[]> {
    const command = new DetectTextCommand({
      Image: { S3Object: { Bucket: this.bucketName, Name: imageKey } },
    });
    try {
      const { TextDetections = [] } = await retry(
        (abortSignal) => rekognitionClient.send(command, { abortSignal }),
        { deadline: this.deadline, dependency: 'Rekognition', isTransient, attemptMillis: 10_000 },
      );
      return TextDetections.filter(({ Type }) => Type === 'LINE').map(asLine);
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === MISSING) throw new ImageMissingError({ cause: error });
      if (UNREADABLE.has(name)) throw new ImageUnreadableError({ cause: error });
      throw error;
    }
  }
}

function asLine({ DetectedText = '', Confidence = 0, Geometry }: Detected): DetectedLine {
  const { Left: left, Top: top, Height: height } = Geometry?.BoundingBox ?? {};
  const line = { text: DetectedText.slice(0, MAX_LINE_CHARACTERS), confidencePercent: Confidence };
  if (left === undefined || top === undefined || height === undefined) return line;
  return { ...line, box: { left, top, height } };
}
