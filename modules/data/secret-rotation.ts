import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import type { ICustomerKey } from './customer-key';

/** The function that rotates. It is called through its alias, as all functions are. */
export interface RotationFunction {
  readonly functionName: string;
  readonly aliasName: string;
  /** The ARN of the alias. */
  readonly aliasArn: string;
}

export interface SecretRotationProps {
  /** The secret to rotate. */
  readonly secret: { readonly secretArn: string; readonly key: ICustomerKey };
  readonly function: RotationFunction;
  /** Days between rotations, 1 to 90 (the limit that scanners set; Secrets Manager allows 1,000). @default 30 */
  readonly everyDays?: number;
  /** Hours in which a rotation may begin, from 1 to 24. @default the rest of the day */
  readonly windowHours?: number;
  /** Whether to rotate while Terraform applies, so that what made the first value no longer knows the current one. @default true */
  readonly rotateImmediately?: boolean;
  /** What must be there before the first rotation, for example the migration that makes the user. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * Rotates a secret by a function, and lets Secrets Manager call that function for that secret and nothing else.
 *
 * @throws InvalidInputError for intervals that Secrets Manager or the scanners refuse
 */
export class SecretRotation extends Construct {
  constructor(scope: Construct, id: string, props: SecretRotationProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { secret, everyDays = 30, windowHours, rotateImmediately = true } = props;
    const permission = new LambdaPermission(this, 'Permission', {
      statementId: 'RotateSecret',
      action: 'lambda:InvokeFunction',
      functionName: props.function.functionName,
      qualifier: props.function.aliasName,
      principal: 'secretsmanager.amazonaws.com',
      sourceAccount: secret.key.attributes().location.accountId,
      sourceArn: secret.secretArn,
    });
    new SecretsmanagerSecretRotation(this, 'Rotation', {
      secretId: secret.secretArn,
      rotationLambdaArn: props.function.aliasArn,
      rotateImmediately,
      rotationRules: {
        automaticallyAfterDays: everyDays,
        ...(windowHours !== undefined && { duration: `${windowHours}h` }),
      },
      // Secrets Manager tries the function as soon as the rotation is there.
      dependsOn: [permission, ...(props.after ?? [])],
    });
  }
}

function checkProps(path: string, props: SecretRotationProps): void {
  const problems = new Problems();
  checkWholeNumber(problems, {
    code: 'rotation-interval',
    property: 'everyDays',
    value: props.everyDays,
    from: 1,
    to: 90,
    unit: 'days',
    fix: 'Leave it out for 30 days.',
  });
  checkWholeNumber(problems, {
    code: 'rotation-window',
    property: 'windowHours',
    value: props.windowHours,
    from: 1,
    to: 24,
    unit: 'hours',
    fix: 'Leave it out for the rest of the day.',
  });
  problems.throwIfAny(path);
}
