import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { EventBridgeDepositEvents } from '../../../functions/adapters/event-publisher';
import { S3ImageUploads } from '../../../functions/adapters/image-uploads';
import { HmacPseudonyms } from '../../../functions/adapters/pseudonyms';
import { RotatingSecret } from '../../../functions/adapters/rotating-secret';
import { CachedSecret, readSecret } from '../../../functions/adapters/secrets';
import { isTransient } from '../../../functions/adapters/transient';
import { generatePassword, parseUserSecret } from '../../../functions/adapters/user-secret';
import { EventRefusedError } from '../../../functions/deposits/events/event-refused-error';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';
import { EVENTS, RECEIVED } from '../support/events';

const eventBridge = mockClient(EventBridgeClient);
const secretsManager = mockClient(SecretsManagerClient);
const named = (name: string) => Object.assign(new Error(name), { name });
const soon = () => Deadline.after(500);

let random: jest.SpyInstance;
beforeEach(() => {
  eventBridge.reset();
  secretsManager.reset();
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

describe('EventBridgeDepositEvents', () => {
  const publish = () => new EventBridgeDepositEvents('bus', soon()).publish(RECEIVED);

  test('puts one entry on the bus', async () => {
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await publish();
    const [entry] = eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({ EventBusName: 'bus', Source: 'deposits', DetailType: 'DepositReceived' });
    const { metadata, data } = RECEIVED;
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({ metadata, data });
    expect(entry?.Time).toEqual(new Date(metadata.occurredAt));
  });

  test.each(EVENTS)('publishes $type under its name', async (event) => {
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await new EventBridgeDepositEvents('bus', soon()).publish(event);
    const [entry] = eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry?.DetailType).toBe(event.type);
  });

  test('GIVEN an event that does not conform THEN nothing is sent', async () => {
    const wrong = { ...RECEIVED, data: { ...RECEIVED.data, depositBoxId: '' } };
    await expect(new EventBridgeDepositEvents('bus', soon()).publish(wrong)).rejects.toBeInstanceOf(
      EventRefusedError,
    );
    expect(eventBridge.calls()).toEqual([]);
  });

  test('GIVEN an entry that failed for a moment THEN it is put again', async () => {
    eventBridge
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] })
      .resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await publish();
    expect(eventBridge.commandCalls(PutEventsCommand)).toHaveLength(2);
  });

  test.each([
    [{ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] }, /MalformedDetail/],
    [{ FailedEntryCount: 0, Entries: [] }, /no event id/],
    [{}, /no event id/],
  ])('GIVEN the answer %j THEN the event was not taken', async (answer, message) => {
    eventBridge.on(PutEventsCommand).resolves(answer);
    await expect(publish()).rejects.toThrow(message);
  });

  test('GIVEN a bus that stays throttled THEN UnavailableError', async () => {
    eventBridge.on(PutEventsCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('ThrottlingException');
    });
    await expect(publish()).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('S3ImageUploads', () => {
  const before = { ...process.env };
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_SESSION_TOKEN: 'token',
    });
  });
  afterEach(() => {
    process.env = before;
  });

  test('signs a form that fixes key, type and size, for five minutes, without a connection', async () => {
    const now = new Date();
    const uploads = new S3ImageUploads('images', { now: () => now });
    const { url, fields, expiresAt } = await uploads.prepare('id-1', 'image/png');
    expect(url).toBe('https://images.s3.eu-central-1.amazonaws.com/');
    expect(fields).toMatchObject({
      key: 'deposits/id-1/cheque',
      'Content-Type': 'image/png',
      'X-Amz-Security-Token': 'token',
    });
    expect(expiresAt.getTime() - now.getTime()).toBe(300_000);
    const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString());
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 1, 10_485_760],
        { 'Content-Type': 'image/png' },
        { bucket: 'images' },
        { key: 'deposits/id-1/cheque' },
      ]),
    );
    expect(new Date(policy.expiration).getTime()).toBeLessThanOrEqual(now.getTime() + 301_000);
  });
});

describe('secrets', () => {
  test('readSecret selects stage and version', async () => {
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'v', VersionId: '1' });
    await expect(readSecret('arn', soon(), { stage: 'AWSPENDING', versionId: '1' })).resolves.toEqual({
      value: 'v',
      versionId: '1',
    });
    expect(secretsManager.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({
      SecretId: 'arn',
      VersionStage: 'AWSPENDING',
      VersionId: '1',
    });
  });

  test('GIVEN no such version, or one without text THEN nothing', async () => {
    secretsManager
      .on(GetSecretValueCommand)
      .rejectsOnce(named('ResourceNotFoundException'))
      .resolves({ VersionId: '1' });
    await expect(readSecret('arn', soon())).resolves.toBeUndefined();
    await expect(readSecret('arn', soon())).resolves.toBeUndefined();
  });

  test('GIVEN throttling THEN again; GIVEN denial THEN thrown', async () => {
    secretsManager
      .on(GetSecretValueCommand)
      .rejectsOnce(named('ThrottlingException'))
      .rejects(named('AccessDeniedException'));
    await expect(readSecret('arn', soon())).rejects.toThrow('AccessDeniedException');
    expect(secretsManager.calls()).toHaveLength(2);
  });

  test('CachedSecret reads once in five minutes', async () => {
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'v', VersionId: '1' });
    let now = 0;
    const secret = new CachedSecret('arn', () => now);
    await secret.value(soon());
    now = 299_999;
    await secret.value(soon());
    expect(secretsManager.calls()).toHaveLength(1);
    now = 300_000;
    await expect(secret.value(soon())).resolves.toBe('v');
    expect(secretsManager.calls()).toHaveLength(2);
  });

  test('GIVEN a secret without a value THEN an error, and nothing is kept', async () => {
    secretsManager.on(GetSecretValueCommand).resolvesOnce({}).resolves({ SecretString: 'v', VersionId: '1' });
    const secret = new CachedSecret('arn');
    await expect(secret.value(soon())).rejects.toThrow(/has no value/);
    await expect(secret.value(soon())).resolves.toBe('v');
  });
});

describe('HmacPseudonyms', () => {
  const pseudonyms = (key: string) => {
    secretsManager.reset();
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: key, VersionId: '1' });
    return new HmacPseudonyms(new CachedSecret('arn'), soon());
  };

  test('are the same for the same account and key, and differ otherwise', async () => {
    const first = await pseudonyms('k'.repeat(44)).of('123456789012');
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    await expect(pseudonyms('k'.repeat(44)).of('123456789012')).resolves.toBe(first);
    await expect(pseudonyms('k'.repeat(44)).of('123456789013')).resolves.not.toBe(first);
    await expect(pseudonyms('x'.repeat(44)).of('123456789012')).resolves.not.toBe(first);
  });

  test('GIVEN a key that could be guessed THEN an error', async () => {
    await expect(pseudonyms('short').of('1234')).rejects.toThrow(/at least 32/);
  });
});

describe('RotatingSecret', () => {
  const secret = () => new RotatingSecret('arn', soon());

  test('tells the stages', async () => {
    secretsManager
      .on(DescribeSecretCommand)
      .resolvesOnce({ RotationEnabled: true, VersionIdsToStages: { a: ['AWSCURRENT'] } })
      .resolves({});
    await expect(secret().stages()).resolves.toEqual({
      isRotationEnabled: true,
      stagesByVersion: new Map([['a', ['AWSCURRENT']]]),
    });
    await expect(secret().stages()).resolves.toEqual({
      isRotationEnabled: false,
      stagesByVersion: new Map(),
    });
  });

  test('reads the version of the stage or the id; nothing where there is none', async () => {
    secretsManager
      .on(GetSecretValueCommand, { SecretId: 'arn', VersionStage: 'AWSPENDING', VersionId: 'new' })
      .resolves({ SecretString: 'pending', VersionId: 'new' })
      .on(GetSecretValueCommand, { SecretId: 'arn', VersionStage: 'AWSPREVIOUS', VersionId: undefined })
      .resolves({ SecretString: 'before', VersionId: 'old' })
      .on(GetSecretValueCommand, { SecretId: 'arn', VersionStage: 'AWSCURRENT', VersionId: undefined })
      .rejects(named('ResourceNotFoundException'));
    await expect(secret().read({ stage: 'AWSPENDING', versionId: 'new' })).resolves.toEqual({
      value: 'pending',
      versionId: 'new',
    });
    await expect(secret().read({ stage: 'AWSPREVIOUS' })).resolves.toEqual({
      value: 'before',
      versionId: 'old',
    });
    await expect(secret().read({ stage: 'AWSCURRENT' })).resolves.toBeUndefined();
  });

  test('GIVEN Secrets Manager does not answer before the deadline of the rotation THEN UnavailableError', async () => {
    secretsManager.on(GetSecretValueCommand).rejects(named('ServiceUnavailableException'));
    await expect(secret().read({ stage: 'AWSCURRENT' })).rejects.toBeInstanceOf(UnavailableError);
  });

  test('stages a version and moves the stage', async () => {
    secretsManager.on(PutSecretValueCommand).resolves({}).on(UpdateSecretVersionStageCommand).resolves({});
    await secret().putPending('new', 'value');
    await secret().putPending('new', 'value', 'token');
    await secret().makeCurrent('new', 'old');
    await secret().makeCurrent('new', undefined);
    expect(secretsManager.calls().map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'arn', ClientRequestToken: 'new', SecretString: 'value', VersionStages: ['AWSPENDING'] },
      expect.objectContaining({ RotationToken: 'token' }),
      { SecretId: 'arn', VersionStage: 'AWSCURRENT', MoveToVersionId: 'new', RemoveFromVersionId: 'old' },
      { SecretId: 'arn', VersionStage: 'AWSCURRENT', MoveToVersionId: 'new' },
    ]);
  });
});

describe('user secrets', () => {
  const value = { username: 'deposits_app', password: 'p'.repeat(16), host: 'kept' };

  test('are read, further members kept', () => {
    expect(parseUserSecret(JSON.stringify(value), 'deposits_app')).toEqual(value);
  });

  test.each([['no json'], ['[]'], ['{}'], [JSON.stringify({ ...value, password: 'hunter2' })]])(
    'GIVEN %s THEN an error without the value',
    (text) => {
      expect(() => parseUserSecret(text, 'deposits_app')).toThrow(
        /must be JSON with "username" and "password"/,
      );
      expect(() => parseUserSecret(text, 'deposits_app')).not.toThrow(/hunter2/);
    },
  );

  test('GIVEN another user THEN an error', () => {
    expect(() => parseUserSecret(JSON.stringify(value), 'other')).toThrow(/must be other/);
  });

  test('passwords are long, of letters and digits, and distinct', () => {
    expect(generatePassword()).toMatch(/^[A-Za-z0-9]{48}$/);
    expect(generatePassword()).not.toBe(generatePassword());
  });
});

test.each([[undefined], ['ThrottlingException'], [new Error('x')], [named('ValidationException')]])(
  'isTransient: %p is not',
  (error) => {
    expect(isTransient(error)).toBe(false);
  },
);
