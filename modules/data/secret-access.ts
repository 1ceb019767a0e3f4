import type { Construct } from 'constructs';
import type { Capability, IGrantee, IUsable } from '../core/capability';
import { CustomerKey, type CustomerKeyAttributes, type ICustomerKey } from './customer-key';
import { SecretRotation, type SecretRotationProps } from './secret-rotation';

/** `read`: the current value. `rotate`: what a rotation function needs, which includes reading every version. */
export type SecretAccess = 'read' | 'rotate';

/** A secret of this account, whoever made it. */
export interface ISecret extends IUsable<SecretAccess> {
  /** With the six random characters at its end. */
  readonly secretArn: string;
  readonly key: ICustomerKey;
  grantRead(grantee: IGrantee): void;
  grantRotate(grantee: IGrantee): void;
  /** Lets Secrets Manager call the function and rotate the secret with it. Belongs to the caller's stack. */
  addRotation(scope: Construct, id: string, props: Omit<SecretRotationProps, 'secret'>): SecretRotation;
  /** What another stack needs to know to import the secret. */
  attributes(): SecretAttributes;
}

export interface SecretAttributes {
  /** For messages: the secret's name. */
  readonly name: string;
  readonly secretArn: string;
  readonly key: CustomerKeyAttributes;
}

/** A secret that another stack made. Creates nothing. */
export class ImportedSecret implements ISecret {
  readonly secretArn: string;
  readonly key: ICustomerKey;
  private readonly name: string;

  constructor(attributes: SecretAttributes) {
    this.secretArn = attributes.secretArn;
    this.name = attributes.name;
    this.key = CustomerKey.fromAttributes(attributes.key);
  }

  use(access: SecretAccess): Capability {
    return secretCapability(this.name, this, access);
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantRotate(grantee: IGrantee): void {
    grantee.accept(this.use('rotate'));
  }

  addRotation(scope: Construct, id: string, props: Omit<SecretRotationProps, 'secret'>): SecretRotation {
    return new SecretRotation(scope, id, { ...props, secret: this });
  }

  attributes(): SecretAttributes {
    return { name: this.name, secretArn: this.secretArn, key: this.key.attributes() };
  }
}

/** What a rotation function does with its secret, step by step: look, read, stage, promote. */
const ROTATE_ACTIONS = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
] as const;

/** How the secret is used. The key's use is limited to this one secret by the context that Secrets Manager adds. */
export function secretCapability(
  name: string,
  secret: Pick<ISecret, 'secretArn' | 'key'>,
  access: SecretAccess,
): Capability {
  const { secretArn, key } = secret;
  const context = { SecretARN: secretArn };
  return {
    title: `${name}: ${access}`,
    statements:
      access === 'read'
        ? [readSecret(secretArn), key.decryptVia('secretsmanager', context)]
        : [
            { sid: 'RotateSecret', actions: ROTATE_ACTIONS, resources: [secretArn] },
            key.decryptVia('secretsmanager', context),
            key.encryptVia('secretsmanager', context),
          ],
    destinations: [{ kind: 'service', service: 'secretsmanager' }],
    configuration: { secretArn },
  };
}

/** The statement that reads one secret. */
export function readSecret(secretArn: string) {
  return { sid: 'ReadSecret', actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] } as const;
}
