import type { DatabaseUser } from '../../../functions/adapters/database-user';
import type { RotatingSecret } from '../../../functions/adapters/rotating-secret';
import type { SecretVersion, VersionSelector } from '../../../functions/adapters/secrets';
import { ROTATION_STEPS, RotationRefusedError, rotate } from '../../../functions/rotate-secret/rotation';

const USER = 'deposits_app';

/** A secret with its versions and stages, moved as Secrets Manager moves them. */
class FakeSecret implements Pick<RotatingSecret, keyof RotatingSecret> {
  isRotationEnabled = true;
  readonly versions = new Map<string, { value?: string; stages: Set<string> }>();

  with(versionId: string, stages: string[], value?: string): this {
    this.versions.set(versionId, { stages: new Set(stages), ...(value !== undefined && { value }) });
    return this;
  }

  async read({ stage = 'AWSCURRENT', versionId }: VersionSelector): Promise<SecretVersion | undefined> {
    const [id, version] =
      [...this.versions].find(([id, { stages }]) => (versionId ? id === versionId : stages.has(stage))) ?? [];
    return id && version?.value ? { versionId: id, value: version.value } : undefined;
  }

  async stages() {
    const entries = [...this.versions].map(([id, { stages }]) => [id, [...stages]] as const);
    return { isRotationEnabled: this.isRotationEnabled, stagesByVersion: new Map(entries) };
  }

  async putPending(versionId: string, value: string) {
    const version = this.versions.get(versionId) ?? { stages: new Set(['AWSPENDING']) };
    this.versions.set(versionId, { ...version, value });
  }

  async makeCurrent(versionId: string, insteadOf: string | undefined) {
    if (insteadOf) this.versions.get(insteadOf)?.stages.delete('AWSCURRENT');
    this.versions.get(versionId)?.stages.add('AWSCURRENT');
  }

  passwordOf(versionId: string): string | undefined {
    const value = this.versions.get(versionId)?.value;
    return value === undefined ? undefined : JSON.parse(value).password;
  }

  get current(): string | undefined {
    return [...this.versions].find(([, { stages }]) => stages.has('AWSCURRENT'))?.[0];
  }
}

class FakeUser implements Pick<DatabaseUser, keyof DatabaseUser> {
  exists = true;
  password?: string;
  version?: string;
  sets = 0;

  async setPassword(_role: string, password: string, version: string) {
    this.password = password;
    this.version = version;
    this.sets += 1;
  }

  async secretVersion() {
    return this.version;
  }

  async canLogIn() {
    return this.exists;
  }
}

const valueWith = (password: string) => JSON.stringify({ username: USER, password, host: 'kept' });

function setUp() {
  const secret = new FakeSecret()
    .with('old', ['AWSCURRENT'], valueWith('old-password-123'))
    .with('new', ['AWSPENDING']);
  const user = new FakeUser();
  Object.assign(user, { password: 'old-password-123', version: 'old' });
  const logIn = jest.fn(async () => {
    if (user.password !== secret.passwordOf(secret.current ?? '')) throw new Error('login failed');
  });
  const rotation = {
    secret: secret as unknown as RotatingSecret,
    user: user as unknown as DatabaseUser,
    username: USER,
    versionId: 'new',
    logIn,
  };
  return { secret, user, logIn, rotation };
}

describe('rotate', () => {
  test('GIVEN all steps, each twice THEN the user has the new password and it is current', async () => {
    const { secret, user, logIn, rotation } = setUp();
    for (const step of ROTATION_STEPS) {
      await rotate(rotation, step);
      await rotate(rotation, step);
    }
    expect(secret.current).toBe('new');
    expect(user).toMatchObject({ version: 'new', sets: 1, password: secret.passwordOf('new') });
    expect(user.password).not.toBe('old-password-123');
    expect(JSON.parse(secret.versions.get('new')?.value ?? '')).toMatchObject({
      username: USER,
      host: 'kept',
    });
    expect(logIn).toHaveBeenCalledTimes(1);
  });

  test('GIVEN a repeated createSecret THEN the pending password stays', async () => {
    const { secret, rotation } = setUp();
    await rotate(rotation, 'createSecret');
    const first = secret.passwordOf('new');
    await expect(rotate(rotation, 'createSecret')).resolves.toBe('nothing to do');
    expect(secret.passwordOf('new')).toBe(first);
  });

  test('GIVEN a secret without any value THEN its first one is made', async () => {
    const { secret, user, rotation } = setUp();
    secret.versions.delete('old');
    for (const step of ROTATION_STEPS) await rotate(rotation, step);
    expect(secret.current).toBe('new');
    expect(user.password).toBe(secret.passwordOf('new'));
  });

  test('GIVEN the login fails THEN everything goes back to the version before', async () => {
    const { secret, user, logIn, rotation } = setUp();
    for (const step of ['createSecret', 'setSecret', 'testSecret'] as const) await rotate(rotation, step);
    logIn.mockRejectedValueOnce(new Error('no route'));
    await expect(rotate(rotation, 'finishSecret')).rejects.toMatchObject({
      name: 'RotationRefusedError',
      cause: { message: 'no route' },
    });
    expect(secret.current).toBe('old');
    expect(user).toMatchObject({ password: 'old-password-123', version: 'old' });
    await expect(logIn()).resolves.toBeUndefined();
  });

  test('GIVEN the login fails for the very first version THEN it is told, with nothing to go back to', async () => {
    const { secret, logIn, rotation } = setUp();
    secret.versions.delete('old');
    for (const step of ['createSecret', 'setSecret', 'testSecret'] as const) await rotate(rotation, step);
    logIn.mockRejectedValueOnce(new Error('no route'));
    await expect(rotate(rotation, 'finishSecret')).rejects.toBeInstanceOf(RotationRefusedError);
  });

  test('GIVEN testSecret before setSecret THEN it refuses', async () => {
    const { rotation } = setUp();
    await rotate(rotation, 'createSecret');
    await expect(rotate(rotation, 'testSecret')).rejects.toThrow(/does not have the password of version new/);
  });

  test('GIVEN no database user THEN the fix is told', async () => {
    const { user, rotation } = setUp();
    await rotate(rotation, 'createSecret');
    await rotate(rotation, 'setSecret');
    user.exists = false;
    await expect(rotate(rotation, 'testSecret')).rejects.toThrow(/run migrate-database first/);
  });

  test('GIVEN a pending version without a value THEN setSecret refuses', async () => {
    const { rotation } = setUp();
    await expect(rotate(rotation, 'setSecret')).rejects.toThrow(/version new of the secret has no value/);
  });

  test.each([
    [
      'rotation is off',
      (secret: FakeSecret) => Object.assign(secret, { isRotationEnabled: false }),
      /not enabled/,
    ],
    ['the version is unknown', (secret: FakeSecret) => secret.versions.delete('new'), /no version new/],
    [
      'the version is not pending',
      (secret: FakeSecret) => secret.with('new', ['AWSPREVIOUS']),
      /not pending/,
    ],
  ])('GIVEN %s THEN every step refuses', async (_what, change, message) => {
    for (const step of ROTATION_STEPS) {
      const { secret, rotation } = setUp();
      change(secret);
      await expect(rotate(rotation, step)).rejects.toThrow(message);
    }
  });
});
