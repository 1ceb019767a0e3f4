import { createHash } from 'node:crypto';
import { NoSuchKey } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { detectText } from '../../../../tools/emulator/rekognition/detect-text';
import { readComments } from '../../../../tools/emulator/rekognition/image-comments';
import { jpegWith, pngWith } from '../../../../tools/emulator/rekognition/image-writer';
import { type Recording, Recordings } from '../../../../tools/emulator/rekognition/recordings';
import {
  type ChequeQuality,
  sampleChequeImage,
} from '../../../../tools/emulator/rekognition/sample-cheque-image';

const CHEQUE = {
  amount: '1234567.89',
  routingNumber: '021000021',
  accountNumber: '55',
  chequeNumber: '1042',
};
const recordings = Recordings.read();

function detect(image: Buffer, Filters?: { WordFilter: { MinConfidence: number } }) {
  const objects = { get: async () => image };
  const Image = { S3Object: { Bucket: 'b', Name: 'n' } };
  return detectText({ Image, ...(Filters ? { Filters } : {}) }, 'eu-central-1', objects, recordings);
}

const lines = (found: Awaited<ReturnType<typeof detect>>) =>
  found.TextDetections.filter(({ Type }) => Type === 'LINE').map(({ DetectedText }) => DetectedText);

describe('recordings', () => {
  test('GIVEN the files WHEN read THEN each has the shape of DetectText, and words belong to lines', () => {
    expect(recordings.names).toEqual(['amount-illegible', 'blank', 'blurred', 'clean']);
    for (const name of recordings.names) {
      const image = sampleChequeImage({ ...CHEQUE, quality: name as ChequeQuality });
      const found = recordings.find(image, readComments(image)?.comments ?? [])?.TextDetections ?? [];
      const lineIds = found.filter(({ Type }) => Type === 'LINE').map(({ Id }) => Id);
      for (const { Type, ParentId, Confidence } of found) {
        expect(Confidence).toBeGreaterThan(0);
        expect(Confidence).toBeLessThan(100);
        expect(Type === 'LINE' ? undefined : lineIds.includes(ParentId ?? -1)).toBe(
          Type === 'LINE' ? undefined : true,
        );
      }
    }
  });

  test.each(['png', 'jpeg'] as const)(
    'GIVEN a sample as %s WHEN read THEN its own values are on it',
    async (format) => {
      const found = lines(await detect(sampleChequeImage({ ...CHEQUE, format })));
      expect(found).toEqual(expect.arrayContaining(['$ 1,234,567.89', ':021000021: 55" 1042', '1042']));
    },
  );

  test('GIVEN worse images WHEN read THEN without the amount, without confidence, without text', async () => {
    const sample = (quality: ChequeQuality) => detect(sampleChequeImage({ ...CHEQUE, quality }));
    expect(lines(await sample('amount-illegible')).join()).not.toContain('$');
    const { TextDetections } = await sample('blurred');
    expect(Math.max(...TextDetections.map(({ Confidence }) => Confidence))).toBeLessThan(60);
    expect((await sample('blank')).TextDetections).toEqual([]);
  });

  test('GIVEN an image known by its hash WHEN read THEN its recording answers; others have no text', async () => {
    const image = pngWith('no marker');
    const response = { TextDetections: [], TextModelVersion: 'exact' };
    const sha256 = createHash('sha256').update(image).digest('hex');
    const known: Recording = { name: 'k', description: '', images: [sha256], response };
    expect(new Recordings([known]).find(image, [])).toBe(response);
    expect((await detect(jpegWith('vpc-lambda-cheque:{'))).TextDetections).toEqual([]);
  });

  test('GIVEN a word filter WHEN read THEN only what is sure enough', async () => {
    const found = await detect(sampleChequeImage(CHEQUE), { WordFilter: { MinConfidence: 99 } });
    expect(found.TextDetections.length).toBeGreaterThan(0);
    expect(found.TextDetections.every(({ Confidence }) => Confidence >= 99)).toBe(true);
  });
});

describe('refusals', () => {
  test.each<[string, Buffer]>([
    ['a text', Buffer.from('not an image')],
    ['the head of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['half a PNG', pngWith('x').subarray(0, 60)],
    ['nothing', Buffer.alloc(0)],
  ])('GIVEN %s WHEN read THEN InvalidImageFormatException', async (_name, image) => {
    await expect(detect(image)).rejects.toMatchObject({ code: 'InvalidImageFormatException' });
  });

  test('GIVEN a missing object, no object, and one too large WHEN read THEN as Rekognition says', async () => {
    const missing = { get: () => Promise.reject(new NoSuchKey({ message: '', $metadata: {} })) };
    const Image = { S3Object: { Bucket: 'b', Name: 'n' } };
    await expect(detectText({ Image }, 'r', missing, recordings)).rejects.toMatchObject({
      code: 'InvalidS3ObjectException',
    });
    await expect(detectText({}, 'r', missing, recordings)).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    await expect(detect(Buffer.alloc(16 * 1024 * 1024))).rejects.toMatchObject({
      code: 'ImageTooLargeException',
    });
    const Bytes = sampleChequeImage(CHEQUE).toString('base64');
    expect(lines(await detectText({ Image: { Bytes } }, 'r', missing, recordings))).toHaveLength(9);
  });

  test('GIVEN any bytes behind an image’s signature WHEN its comments are read THEN nothing is thrown', () => {
    const heads = [pngWith('').subarray(0, 8), Buffer.from([0xff, 0xd8, 0xff])];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        readComments(Buffer.concat([head, rest]));
      }),
    );
  });
});
