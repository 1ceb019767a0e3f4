import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import type { Condition, Statement } from '../core/capability';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import { pascalCase } from '../core/naming';
import type { AwsLocation } from '../identity/aws-location';
import { type PolicyStatement, policyDocument } from '../identity/policy-document';
import {
  CRYPTOGRAPHIC_ACTIONS,
  type KeyPrincipal,
  type KeyService,
  keyPolicy,
  viaService,
} from './key-policy';

/** What a service adds to every use of the key, by name: `SecretARN`, `aws:s3:arn`. A grant can be limited to it. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** A key of this account, as those who grant its use see it. */
export interface ICustomerKey {
  readonly keyArn: string;
  /** What a grantee needs so that the service can decrypt for it. */
  decryptVia(service: KeyService, context?: EncryptionContext): Statement;
  /** What a grantee needs so that the service can encrypt something new for it (envelope encryption: a data key). */
  encryptVia(service: KeyService, context?: EncryptionContext): Statement;
  /** Everything cryptographic, for the services that document no less for their callers (DynamoDB). */
  useVia(service: KeyService): Statement;
  /** What another stack needs to know to import the key. */
  attributes(): CustomerKeyAttributes;
}

export interface CustomerKeyAttributes {
  readonly keyArn: string;
  readonly location: AwsLocation;
}

export interface CustomerKeyProps {
  /** For example `deposits-dev-data`. The alias is `alias/<name>`. */
  readonly name: string;
  /** Shown in the console: what the key protects. */
  readonly description: string;
  readonly location: AwsLocation;
  /** The services through which principals of this account may use the key; IAM still decides which principals. */
  readonly services: readonly KeyService[];
  /**
   * Log groups that CloudWatch Logs may encrypt with the key: names, `*` at the end for a family of names.
   * @default none: CloudWatch Logs may not use the key
   */
  readonly logGroups?: readonly string[];
  /** Services that use the key in their own name, for example SNS delivering to an encrypted queue. @default none */
  readonly principals?: readonly KeyPrincipal[];
  /** Further statements, as constructs that use the key ask for them (`Topic.keyStatements`). @default none */
  readonly statements?: readonly PolicyStatement[];
  /** Days between the request to delete the key and its deletion, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
  /** Days between rotations of the key material, 90 to 2,560. @default KMS's own: 365 */
  readonly rotationPeriodDays?: number;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A symmetric key of the customer with yearly rotation and a narrow policy: the account administers it without being
 * able to use it, and whoever uses it does so through a named service of this account.
 *
 * @throws InvalidInputError for a name, a period or a list of services that AWS would refuse
 */
export class CustomerKey extends Construct implements ICustomerKey {
  /** A key that another stack made. Creates nothing. */
  static fromAttributes(attributes: CustomerKeyAttributes): ICustomerKey {
    return new ImportedKey(attributes);
  }

  readonly keyArn: string;
  private readonly location: AwsLocation;

  constructor(scope: Construct, id: string, props: CustomerKeyProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { name, description, deletionWindowDays = 30, rotationPeriodDays } = props;
    this.location = props.location;
    const key = new KmsKey(this, 'Key', {
      description,
      keyUsage: 'ENCRYPT_DECRYPT',
      isEnabled: true,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationPeriodDays,
      deletionWindowInDays: deletionWindowDays,
      policy: policyDocument(this, 'Policy', keyPolicy(props)),
      tags: { Name: name, ...props.tags },
    });
    new KmsAlias(this, 'Alias', { name: `alias/${name}`, targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }

  decryptVia(service: KeyService, context?: EncryptionContext): Statement {
    return decryptStatement(this.attributes(), service, context);
  }

  encryptVia(service: KeyService, context?: EncryptionContext): Statement {
    return encryptStatement(this.attributes(), service, context);
  }

  useVia(service: KeyService): Statement {
    return useStatement(this.attributes(), service);
  }

  attributes(): CustomerKeyAttributes {
    return { keyArn: this.keyArn, location: this.location };
  }
}

class ImportedKey implements ICustomerKey {
  readonly keyArn: string;

  constructor(private readonly key: CustomerKeyAttributes) {
    this.keyArn = key.keyArn;
  }

  decryptVia(service: KeyService, context?: EncryptionContext): Statement {
    return decryptStatement(this.key, service, context);
  }

  encryptVia(service: KeyService, context?: EncryptionContext): Statement {
    return encryptStatement(this.key, service, context);
  }

  useVia(service: KeyService): Statement {
    return useStatement(this.key, service);
  }

  attributes(): CustomerKeyAttributes {
    return this.key;
  }
}

function decryptStatement(
  { keyArn, location }: CustomerKeyAttributes,
  service: KeyService,
  context: EncryptionContext = {},
): Statement {
  return {
    sid: `DecryptThrough${pascalCase(service)}`,
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: [viaService(location, [service]), ...contextConditions(context)],
  };
}

function encryptStatement(
  { keyArn, location }: CustomerKeyAttributes,
  service: KeyService,
  context: EncryptionContext = {},
): Statement {
  return {
    sid: `EncryptThrough${pascalCase(service)}`,
    actions: ['kms:GenerateDataKey'],
    resources: [keyArn],
    conditions: [viaService(location, [service]), ...contextConditions(context)],
  };
}

function useStatement({ keyArn, location }: CustomerKeyAttributes, service: KeyService): Statement {
  return {
    sid: `UseKeyThrough${pascalCase(service)}`,
    actions: [...CRYPTOGRAPHIC_ACTIONS, 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: [viaService(location, [service])],
  };
}

function contextConditions(context: EncryptionContext): Condition[] {
  return Object.entries(context).map(([name, value]) => ({
    test: 'StringEquals',
    variable: `kms:EncryptionContext:${name}`,
    values: [value],
  }));
}

function checkProps(path: string, props: CustomerKeyProps): void {
  const problems = new Problems();
  checkText(problems, {
    code: 'key-name',
    property: 'name',
    value: props.name,
    pattern: /^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
    allowed: '1 to 250 letters, digits, "/", "_" and "-", not beginning with "aws/"',
    fix: 'Use the prefix of the environment and a word, such as deposits-dev-data.',
  });
  checkWholeNumber(problems, {
    code: 'key-deletion-window',
    property: 'deletionWindowDays',
    value: props.deletionWindowDays,
    from: 7,
    to: 30,
    unit: 'days',
    fix: 'Leave it out for 30 days.',
  });
  checkWholeNumber(problems, {
    code: 'key-rotation-period',
    property: 'rotationPeriodDays',
    value: props.rotationPeriodDays,
    from: 90,
    to: 2560,
    unit: 'days',
    fix: 'Leave it out for 365 days.',
  });
  const uses = props.services.length + (props.logGroups?.length ?? 0) + (props.principals?.length ?? 0);
  problems.check(uses > 0, {
    code: 'key-unused',
    property: 'services',
    received: props.services,
    allowed: 'at least one service, log group or service principal',
    fix: 'Name the services whose data the key protects.',
  });
  problems.throwIfAny(path);
}
