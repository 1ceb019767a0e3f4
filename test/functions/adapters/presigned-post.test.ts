import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import fc from 'fast-check';
import { S3BatchUploads } from '../../../functions/adapters/batch-uploads';
import { type PresignedPost, presignPost } from '../../../functions/adapters/presigned-post';
import { ConfigurationError } from '../../../functions/shared/errors';

const NOW = new Date('2026-03-01T10:20:30.456Z');
const VARIABLES = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'no-secret',
};
const POST: PresignedPost = {
  bucketName: 'deposits-dev-images',
  key: 'deposits/id-1/cheque',
  contentType: 'image/png',
  maxBytes: 10_485_760,
  expiresInSeconds: 300,
  now: NOW,
};

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}
const policyOf = (fields: Readonly<Record<string, string>>) =>
  JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as Policy;
/** What the SDK makes of the same. */
async function oracle(post: PresignedPost, region: string, sessionToken?: string, endpoint?: string) {
  const client = new S3Client({
    region,
    credentials: {
      accessKeyId: VARIABLES.AWS_ACCESS_KEY_ID,
      secretAccessKey: VARIABLES.AWS_SECRET_ACCESS_KEY,
      ...(sessionToken && { sessionToken }),
    },
    ...(endpoint && { endpoint }),
  });
  return createPresignedPost(client, {
    Bucket: post.bucketName,
    Key: post.key,
    Fields: { 'Content-Type': post.contentType },
    Conditions: [['content-length-range', 1, post.maxBytes]],
    Expires: post.expiresInSeconds,
  });
}

describe('presignPost', () => {
  beforeAll(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] }));
  afterAll(() => jest.useRealTimers());

  test.each([
    ['eu-central-1', undefined],
    ['us-east-1', 'token/with+signs=='],
    ['cn-north-1', undefined],
    ['us-gov-west-1', 'token'],
  ])('in %s (session token %s) is what the SDK makes', async (region, sessionToken) => {
    // GIVEN
    const expected = await oracle(POST, region, sessionToken);
    // WHEN
    const { url, fields, expiresAt } = presignPost(POST, {
      ...VARIABLES,
      AWS_REGION: region,
      AWS_SESSION_TOKEN: sessionToken,
    });
    // THEN
    expect({ url, fields }).toEqual(expected);
    expect(expiresAt.toISOString()).toBe('2026-03-01T10:25:30.456Z');
  });

  test('THEN for any bucket, key, type and size, as well', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z]([a-z0-9-]|[A-Z.]?[a-z]){2,20}[a-z0-9]$/),
        fc.stringMatching(/^[A-Za-z0-9/ _+é-]{1,40}$/),
        fc.constantFrom('image/png', 'application/jsonl'),
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 604_800 }),
        async (bucketName, key, contentType, maxBytes, expiresInSeconds) => {
          const post = { bucketName, key, contentType, maxBytes, expiresInSeconds, now: NOW };
          const { url, fields } = presignPost(post, VARIABLES);
          expect({ url, fields }).toEqual(await oracle(post, 'eu-central-1'));
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566'],
    ['AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:4566/'],
  ])('GIVEN %s THEN the bucket is in the path', async (name, value) => {
    const expected = await oracle(POST, 'eu-central-1', undefined, value);
    expect(presignPost(POST, { ...VARIABLES, [name]: value }).url).toBe(expected.url);
  });

  test('GIVEN both THEN the one for S3', () => {
    const both = { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' };
    expect(presignPost(POST, { ...VARIABLES, ...both }).url).toBe('http://b/deposits-dev-images');
  });

  test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'GIVEN no %s THEN an error that names it, and no value',
    (name) => {
      const attempt = () => presignPost(POST, { ...VARIABLES, [name]: '' });
      expect(attempt).toThrow(ConfigurationError);
      expect(attempt).toThrow(new RegExp(`lacks ${name}`));
      expect(attempt).not.toThrow(/no-secret|AKID/);
    },
  );
});

describe('S3BatchUploads', () => {
  const before = { ...process.env };
  beforeEach(() => {
    Object.assign(process.env, VARIABLES);
  });
  afterEach(() => {
    process.env = before;
  });

  test('signs a form for the batch’s file: JSON lines, at most 8 MiB, for a quarter of an hour', () => {
    const { fields, expiresAt } = new S3BatchUploads('batches', { now: () => NOW }).prepare('id-1');
    expect(fields).toMatchObject({ key: 'incoming/id-1.jsonl', 'Content-Type': 'application/jsonl' });
    expect(policyOf(fields).conditions).toContainEqual(['content-length-range', 1, 8_388_608]);
    expect(expiresAt.getTime() - NOW.getTime()).toBe(900_000);
  });
});
