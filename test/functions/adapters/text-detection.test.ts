import { DetectTextCommand, RekognitionClient } from '@aws-sdk/client-rekognition';
import { mockClient } from 'aws-sdk-client-mock';
import { RekognitionTextDetection } from '../../../functions/adapters/text-detection';
import { ImageMissingError, ImageUnreadableError } from '../../../functions/deposits/clearing/ports';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';

const rekognition = mockClient(RekognitionClient);
const named = (name: string) => Object.assign(new Error(name), { name });
const detect = () => new RekognitionTextDetection('images', Deadline.after(300)).detect('a/key');

beforeEach(() => rekognition.reset());

describe('RekognitionTextDetection', () => {
  test('reads the lines of the object, with place and confidence', async () => {
    const box = { Left: 0.1, Top: 0.2, Width: 0.5, Height: 0.05 };
    rekognition.on(DetectTextCommand).resolves({
      TextDetections: [
        { Type: 'LINE', DetectedText: '$1,250.00', Confidence: 99.5, Geometry: { BoundingBox: box } },
        { Type: 'WORD', DetectedText: '$1,250.00', Confidence: 99.5 },
        { Type: 'LINE', DetectedText: 'x'.repeat(5000) },
        { Type: 'LINE' },
      ],
    });
    await expect(detect()).resolves.toEqual([
      { text: '$1,250.00', confidencePercent: 99.5, box: { left: 0.1, top: 0.2, height: 0.05 } },
      { text: 'x'.repeat(200), confidencePercent: 0 },
      { text: '', confidencePercent: 0 },
    ]);
    expect(rekognition.commandCalls(DetectTextCommand)[0]?.args[0].input).toEqual({
      Image: { S3Object: { Bucket: 'images', Name: 'a/key' } },
    });
  });

  test('GIVEN no text THEN none', async () => {
    rekognition.on(DetectTextCommand).resolves({});
    await expect(detect()).resolves.toEqual([]);
  });

  test.each([
    ['InvalidS3ObjectException', ImageMissingError],
    ['InvalidImageFormatException', ImageUnreadableError],
    ['ImageTooLargeException', ImageUnreadableError],
    ['InvalidParameterException', ImageUnreadableError],
  ])('GIVEN %s THEN it is told as what it means', async (name, type) => {
    rekognition.on(DetectTextCommand).rejects(named(name));
    await expect(detect()).rejects.toBeInstanceOf(type);
    expect(rekognition.calls()).toHaveLength(1);
  });

  test.each([['AccessDeniedException'], ['ValidationException']])(
    'GIVEN %s THEN it is thrown',
    async (name) => {
      rekognition.on(DetectTextCommand).rejects(named(name));
      await expect(detect()).rejects.toThrow(name);
    },
  );

  test('GIVEN something that is no Error THEN it is thrown', async () => {
    rekognition.on(DetectTextCommand).callsFake(() => Promise.reject('text'));
    await expect(detect()).rejects.toBe('text');
  });

  test.each([['ThrottlingException'], ['ProvisionedThroughputExceededException'], ['InternalServerError']])(
    'GIVEN %s for a moment THEN it is tried again; for longer THEN UnavailableError',
    async (name) => {
      rekognition.on(DetectTextCommand).rejectsOnce(named(name)).resolves({ TextDetections: [] });
      await expect(detect()).resolves.toEqual([]);
      rekognition.on(DetectTextCommand).rejects(named(name));
      await expect(detect()).rejects.toBeInstanceOf(UnavailableError);
    },
  );
});
