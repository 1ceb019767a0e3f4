import type { ITerraformDependable } from 'cdktf';
import { ImportedSecret, type SecretAttributes } from '../../modules/data/secret-access';
import type { SystemStack } from '../system-stack';
import type { Triggered } from './triggered';

/** The secrets that can be rotated, by name. */
export type RotatableSecrets = Readonly<Record<string, SecretAttributes | undefined>>;

/** Lets Secrets Manager call the rotation functions, the first time when `after` is done. */
export function rotateSecrets(
  stack: SystemStack,
  rotations: readonly Triggered<'rotation'>[],
  secrets: RotatableSecrets,
  after: readonly ITerraformDependable[],
): void {
  for (const { contract, trigger, function: rotator } of rotations) {
    const secret = secrets[trigger.secret];
    if (!secret) {
      throw new Error(
        `functions/${contract.name}/contract.ts rotates ${trigger.secret}; allowed: ${Object.keys(secrets).join(', ')}`,
      );
    }
    new ImportedSecret(secret).addRotation(stack, `rotate-${trigger.secret}`, {
      function: rotator,
      everyDays: stack.environment.secretRotationDays,
      after,
    });
  }
}
