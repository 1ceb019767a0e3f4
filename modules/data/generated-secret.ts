import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Construct } from 'constructs';
import type { Capability, IGrantee } from '../core/capability';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import { policyDocument } from '../identity/policy-document';
import type { ICustomerKey } from './customer-key';
import { RandomPassword } from './random-password';
import {
  ImportedSecret,
  type ISecret,
  type SecretAccess,
  type SecretAttributes,
  secretCapability,
} from './secret-access';
import { SecretRotation, type SecretRotationProps } from './secret-rotation';

export interface GeneratedSecretProps {
  /** For example `deposits-dev/database/application`. */
  readonly name: string;
  /** What the secret opens, and for whom. */
  readonly description: string;
  readonly key: ICustomerKey;
  /** Days in which a deleted secret can be restored: 0, or 7 to 30. @default 30 */
  readonly recoveryWindowDays?: number;
  /**
   * Raise it to let Terraform write a new random value. Everything that uses the old value must be able to follow.
   * @default 1
   */
  readonly generation?: number;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A secret whose first value is made while Terraform applies and known to nobody: it is in no plan, in no state and in
 * no variable, because a write-only argument takes it from an ephemeral block. A rotation may replace it afterwards;
 * Terraform neither sees that nor undoes it. Nobody outside the key's account may read or write the value, whatever a
 * policy elsewhere says.
 */
export abstract class GeneratedSecret extends Construct implements ISecret {
  /** A secret that another stack made. Creates nothing. */
  static fromAttributes(attributes: SecretAttributes): ISecret {
    return new ImportedSecret(attributes);
  }

  readonly secretArn: string;
  readonly key: ICustomerKey;
  private readonly name: string;

  /**
   * @param content writes the secret's value around the random text
   * @param check what else to check of the properties
   */
  protected constructor(
    scope: Construct,
    id: string,
    props: GeneratedSecretProps,
    content: (random: string) => string,
    check: (problems: Problems) => void = () => undefined,
  ) {
    super(scope, id);
    const problems = new Problems();
    checkProps(problems, props);
    check(problems);
    problems.throwIfAny(this.node.path);
    this.name = props.name;
    this.key = props.key;
    const secret = new SecretsmanagerSecret(this, 'Secret', {
      name: props.name,
      description: props.description,
      kmsKeyId: props.key.keyArn,
      recoveryWindowInDays: props.recoveryWindowDays ?? 30,
      tags: { Name: props.name, ...props.tags },
    });
    this.secretArn = secret.arn;
    this.createPolicy();
    this.createFirstVersion(props.generation ?? 1, content);
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

  private createPolicy(): void {
    const { accountId } = this.key.attributes().location;
    // Not BatchGetSecretValue: it has no resource to which a policy could be attached, and reads by GetSecretValue.
    const valueActions = [
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecret',
      'secretsmanager:UpdateSecretVersionStage',
    ];
    const everybody = [{ type: '*', identifiers: ['*'] }] as const;
    new SecretsmanagerSecretPolicy(this, 'Access', {
      secretArn: this.secretArn,
      blockPublicPolicy: true,
      policy: policyDocument(this, 'Policy', [
        {
          sid: 'DenyOtherAccounts',
          effect: 'Deny',
          principals: everybody,
          actions: valueActions,
          resources: [this.secretArn],
          conditions: [
            { test: 'StringNotEquals', variable: 'aws:PrincipalAccount', values: [accountId] },
            { test: 'BoolIfExists', variable: 'aws:PrincipalIsAWSService', values: ['false'] },
          ],
        },
        {
          sid: 'DenyWithoutTls',
          effect: 'Deny',
          principals: everybody,
          actions: valueActions,
          resources: [this.secretArn],
          conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
        },
      ]),
    });
  }

  private createFirstVersion(generation: number, content: (random: string) => string): void {
    const random = new RandomPassword(this, 'Random');
    new SecretsmanagerSecretVersion(this, 'First', {
      secretId: this.secretArn,
      secretStringWo: content(random.value),
      secretStringWoVersion: generation,
      // Rotations take AWSCURRENT away, and Secrets Manager deletes versions without a label when it likes. A version
      // that is gone would be created anew by the next apply, and would become the current one. The label keeps it.
      versionStages: ['AWSCURRENT', 'TERRAFORM'],
      lifecycle: { ignoreChanges: ['version_stages'] },
    });
  }
}

function checkProps(problems: Problems, props: GeneratedSecretProps): void {
  checkText(problems, {
    code: 'secret-name',
    property: 'name',
    value: props.name,
    pattern: /^(?!.*-[A-Za-z0-9]{6}$)[A-Za-z0-9/_+=.@-]{1,512}$/,
    allowed: '1 to 512 letters, digits and /_+=.@-, not ending in a dash and six characters',
    fix: 'Secrets Manager appends such a suffix itself, and a name that has one is mistaken for an ARN: use "/".',
  });
  const { recoveryWindowDays = 30 } = props;
  problems.check(
    recoveryWindowDays === 0 ||
      (Number.isInteger(recoveryWindowDays) && recoveryWindowDays >= 7 && recoveryWindowDays <= 30),
    {
      code: 'secret-recovery-window',
      property: 'recoveryWindowDays',
      received: recoveryWindowDays,
      allowed: '0 (deleted at once), or a whole number of days from 7 to 30',
      fix: 'Leave it out for 30 days.',
    },
  );
  checkWholeNumber(problems, {
    code: 'secret-generation',
    property: 'generation',
    value: props.generation,
    from: 1,
    to: Number.MAX_SAFE_INTEGER,
    unit: 'generations',
    fix: 'Begin at 1 and add 1 for a new value.',
  });
}
