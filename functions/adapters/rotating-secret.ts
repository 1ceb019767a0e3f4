import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { readSecret, type SecretVersion, secretsManagerClient, type VersionSelector } from './secrets';
import { isTransient } from './transient';

export interface SecretStages {
  readonly isRotationEnabled: boolean;
  /** The stages of each version. */
  readonly stagesByVersion: ReadonlyMap<string, readonly string[]>;
}

/** A secret in the hands of a rotation function. */
export class RotatingSecret {
  constructor(
    private readonly secretArn: string,
    private readonly deadline: Deadline,
  ) {}

  read(selector: VersionSelector): Promise<SecretVersion | undefined> {
    return readSecret(this.secretArn, this.deadline, selector);
  }

  async stages(): Promise<SecretStages> {
    const output = await this.send((abortSignal) =>
      secretsManagerClient.send(new DescribeSecretCommand({ SecretId: this.secretArn }), { abortSignal }),
    );
    return {
      isRotationEnabled: output.RotationEnabled === true,
      stagesByVersion: new Map(Object.entries(output.VersionIdsToStages ?? {})),
    };
  }

  /** The version id makes it repeatable: Secrets Manager ignores a second put of the same id and value. */
  async putPending(versionId: string, value: string, rotationToken?: string): Promise<void> {
    await this.send((abortSignal) =>
      secretsManagerClient.send(
        new PutSecretValueCommand({
          SecretId: this.secretArn,
          ClientRequestToken: versionId,
          SecretString: value,
          VersionStages: ['AWSPENDING'],
          ...(rotationToken !== undefined && { RotationToken: rotationToken }),
        }),
        { abortSignal },
      ),
    );
  }

  async makeCurrent(versionId: string, insteadOf: string | undefined): Promise<void> {
    await this.send((abortSignal) =>
      secretsManagerClient.send(
        new UpdateSecretVersionStageCommand({
          SecretId: this.secretArn,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: versionId,
          ...(insteadOf !== undefined && { RemoveFromVersionId: insteadOf }),
        }),
        { abortSignal },
      ),
    );
  }

  private send<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return retry(attempt, {
      deadline: this.deadline,
      dependency: 'Secrets Manager',
      isTransient,
      attemptMillis: 3000,
    });
  }
}
