import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

/** The one client of the process. */
export const secretsManagerClient = new SecretsManagerClient(CLIENT_DEFAULTS);

/** A version of a secret. */
export interface SecretVersion {
  readonly versionId: string;
  readonly value: string;
}

/** Which version: the current one, or the one with the stage and id. */
export interface VersionSelector {
  readonly stage?: 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';
  readonly versionId?: string;
}

/**
 * Reads a version of a secret. Nothing when there is none: a secret exists before it has a value.
 *
 * @throws UnavailableError when Secrets Manager does not answer in time
 */
export function readSecret(
  secretArn: string,
  deadline: Deadline,
  selector: VersionSelector = {},
): Promise<SecretVersion | undefined> {
  return retry(
    async (abortSignal) => {
      try {
        const output = await secretsManagerClient.send(
          new GetSecretValueCommand({
            SecretId: secretArn,
            VersionStage: selector.stage,
            VersionId: selector.versionId,
          }),
          { abortSignal },
        );
        const { SecretString: value, VersionId: versionId } = output;
        return value && versionId ? { value, versionId } : undefined;
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    { deadline, dependency: 'Secrets Manager', isTransient, attemptMillis: 2000 },
  );
}

/** How long a value is kept: a key that was replaced is in use for at most this long. */
const TTL_MILLIS = 5 * 60 * 1000;

/** Keeps the current value of a secret for some minutes, so that not every request reads it. */
export class CachedSecret {
  private cached: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly secretArn: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws Error when the secret has no value */
  async value(deadline: Deadline): Promise<string> {
    if (this.cached && this.now() < this.cached.until) return this.cached.value;
    const version = await readSecret(this.secretArn, deadline);
    if (!version) throw new Error(`the secret ${this.secretArn} has no value`);
    this.cached = { value: version.value, until: this.now() + TTL_MILLIS };
    return version.value;
  }
}
