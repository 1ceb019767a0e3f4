import type { DatabaseUser } from '../adapters/database-user';
import type { RotatingSecret, SecretStages } from '../adapters/rotating-secret';
import { generatePassword, parseUserSecret } from '../adapters/user-secret';

export const ROTATION_STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type RotationStep = (typeof ROTATION_STEPS)[number];

/** The rotation cannot go on: Secrets Manager shows it, and tries again later. */
export class RotationRefusedError extends Error {
  override readonly name = 'RotationRefusedError';
}

export interface Rotation {
  readonly secret: RotatingSecret;
  readonly user: DatabaseUser;
  readonly username: string;
  /** The id of the version that this rotation makes. */
  readonly versionId: string;
  readonly rotationToken?: string;
  /** Logs in as the user with the current version of the secret. @throws when the login fails */
  readonly logIn: () => Promise<void>;
}

/**
 * One step of the rotation of a single user's password. Each step may be repeated, and comes to the same end.
 *
 * The Data API takes a secret's ARN and reads its *current* version: there is no way to log in with a pending one. So
 * `testSecret` checks what can be known beforehand (the user exists, may log in, and the database holds the verifier of
 * exactly this version), and `finishSecret` makes the version current, really logs in with it, and goes back to the
 * version before when that fails. Between `setSecret` and `finishSecret`, some seconds, new logins with the old password
 * are refused; the functions wait and try again.
 */
export async function rotate(rotation: Rotation, step: RotationStep): Promise<'done' | 'nothing to do'> {
  const stages = await rotation.secret.stages();
  if (!isUnfinished(rotation, stages)) return 'nothing to do';
  switch (step) {
    case 'createSecret':
      return createSecret(rotation, stages);
    case 'setSecret':
      return setSecret(rotation);
    case 'testSecret':
      return testSecret(rotation);
    case 'finishSecret':
      return finishSecret(rotation, stages);
  }
}

/** @throws RotationRefusedError when Secrets Manager does not know of this rotation */
function isUnfinished(
  { versionId }: Rotation,
  { isRotationEnabled, stagesByVersion }: SecretStages,
): boolean {
  if (!isRotationEnabled) throw new RotationRefusedError('rotation is not enabled for the secret');
  const stages = stagesByVersion.get(versionId);
  if (!stages) throw new RotationRefusedError(`the secret has no version ${versionId}`);
  if (stages.includes('AWSCURRENT')) return false;
  if (!stages.includes('AWSPENDING')) throw new RotationRefusedError(`version ${versionId} is not pending`);
  return true;
}

/** Also makes the first value of a secret that has none. */
async function createSecret(rotation: Rotation, stages: SecretStages) {
  const { secret, username, versionId, rotationToken } = rotation;
  const pending = await secret.read({ stage: 'AWSPENDING', versionId });
  if (pending) return 'nothing to do' as const;
  const current =
    currentVersion(stages) === undefined ? undefined : await secret.read({ stage: 'AWSCURRENT' });
  const kept = current ? parseUserSecret(current.value, username) : {};
  await secret.putPending(
    versionId,
    JSON.stringify({ ...kept, username, password: generatePassword() }),
    rotationToken,
  );
  return 'done' as const;
}

async function setSecret(rotation: Rotation) {
  const { user, username, versionId } = rotation;
  if ((await user.secretVersion(username)) === versionId) return 'nothing to do' as const;
  const { password } = await readVersion(rotation, versionId);
  await user.setPassword(username, password, versionId);
  return 'done' as const;
}

async function testSecret(rotation: Rotation) {
  const { user, username, versionId } = rotation;
  await readVersion(rotation, versionId);
  if (!(await user.canLogIn(username))) {
    throw new RotationRefusedError(
      `the database has no user ${username} that may log in: run migrate-database first`,
    );
  }
  if ((await user.secretVersion(username)) !== versionId) {
    throw new RotationRefusedError(`the user ${username} does not have the password of version ${versionId}`);
  }
  return 'done' as const;
}

async function finishSecret(rotation: Rotation, stages: SecretStages) {
  const { secret, versionId } = rotation;
  const before = currentVersion(stages);
  await secret.makeCurrent(versionId, before);
  try {
    await rotation.logIn();
  } catch (error) {
    if (before !== undefined) await goBack(rotation, before);
    throw new RotationRefusedError(
      'the login with the new password failed; the one before is current again',
      {
        cause: error,
      },
    );
  }
  return 'done' as const;
}

/** The password first: while the stage still names the new version, nobody could log in either way. */
async function goBack(rotation: Rotation, before: string): Promise<void> {
  const { secret, user, username, versionId } = rotation;
  const { password } = await readVersion(rotation, before);
  await user.setPassword(username, password, before);
  await secret.makeCurrent(before, versionId);
}

async function readVersion({ secret, username }: Rotation, versionId: string) {
  const version = await secret.read({ versionId });
  if (!version) throw new RotationRefusedError(`version ${versionId} of the secret has no value`);
  return parseUserSecret(version.value, username);
}

function currentVersion({ stagesByVersion }: SecretStages): string | undefined {
  return [...stagesByVersion].find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
}
