import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Capability, IGrantee, IUsable } from '../core/capability';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import { policyDocument } from '../identity/policy-document';
import {
  type BucketAccess,
  type BucketObjects,
  type BucketPrefixes,
  bucketCapability,
  within,
} from './bucket-access';
import { bucketPolicy } from './bucket-policy';
import { BucketRetention, type Retention } from './bucket-retention';
import { CustomerKey, type CustomerKeyAttributes, type ICustomerKey } from './customer-key';

/** A private bucket of this account. */
export interface IPrivateBucket extends IUsable<BucketAccess> {
  readonly bucketName: string;
  readonly bucketArn: string;
  grantPresignUpload(grantee: IGrantee): void;
  grantRead(grantee: IGrantee): void;
  grantReadWrite(grantee: IGrantee): void;
  /** Lets services that the grantee calls read what was uploaded. */
  grantLend(grantee: IGrantee): void;
  /** The same bucket for somebody who reads or writes only below some prefixes. */
  within(prefixes: BucketPrefixes): IPrivateBucket;
  attributes(): BucketAttributes;
}

export interface BucketAttributes extends BucketObjects {
  readonly key: CustomerKeyAttributes;
}

/** Where S3 writes the access log. The target's policy must let `logging.s3.amazonaws.com` write. */
export interface AccessLogTarget {
  readonly bucketName: string;
  /** @default the name of the logged bucket, and `/` */
  readonly prefix?: string;
}

export interface PrivateBucketProps {
  /** Globally unique: put the account in it, for example `deposits-dev-images-123456789012`. */
  readonly name: string;
  readonly key: ICustomerKey;
  /** The beginning of the key of every uploaded object, ending in `/`, or several: only there may uploads be signed. */
  readonly uploadPrefix: string | readonly string[];
  /**
   * Where functions keep their own objects: beginnings of keys, ending in `/`. They then write there and nowhere else,
   * and read there and what was uploaded.
   *
   * @default none: who may read reads, and who may write writes, every object
   */
  readonly workPrefixes?: readonly string[];
  /** Whether EventBridge is told of what happens to the objects, on the account's default bus. @default false */
  readonly eventBridge?: boolean;
  /** @default objects move to infrequent access after 30 days and are kept; old versions go after 30 */
  readonly retention?: Retention;
  /** @default none: CloudTrail data events record reads and writes */
  readonly accessLog?: AccessLogTarget;
  /** Whether destroying the bucket deletes what is in it. For environments without data of worth. @default false */
  readonly forceDestroy?: boolean;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A bucket that nobody reaches but principals of this account, over TLS 1.2 or later: public access blocked, ACLs off,
 * every object encrypted with the customer's key, versions kept, a lifecycle, no CORS.
 *
 * @throws InvalidInputError for names, prefixes and periods that S3 would refuse
 */
export class PrivateBucket extends Construct implements IPrivateBucket {
  /** A bucket that another stack made. Creates nothing. */
  static fromAttributes(attributes: BucketAttributes): IPrivateBucket {
    return new ImportedBucket(attributes);
  }

  readonly bucketName: string;
  readonly bucketArn: string;
  private readonly props: PrivateBucketProps;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    this.props = props;
    const bucket = new S3Bucket(this, 'Bucket', {
      bucket: props.name,
      forceDestroy: props.forceDestroy ?? false,
      tags: { Name: props.name, ...props.tags },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.createEncryption();
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket: this.bucketName,
      versioningConfiguration: { status: 'Enabled' },
    });
    new BucketRetention(this, 'Retention', {
      bucketName: this.bucketName,
      versioning,
      retention: props.retention ?? {},
    });
    this.createAccess();
    if (props.accessLog) this.createAccessLog(props.accessLog);
    if (props.eventBridge) this.createNotifications();
  }

  use(access: BucketAccess): Capability {
    return bucketCapability(this.props.name, this.attributes(), this.props.key, access);
  }

  grantPresignUpload(grantee: IGrantee): void {
    grantee.accept(this.use('presign-upload'));
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  grantLend(grantee: IGrantee): void {
    grantee.accept(this.use('lend'));
  }

  within(prefixes: BucketPrefixes): IPrivateBucket {
    return new ImportedBucket(within(this.attributes(), prefixes));
  }

  attributes(): BucketAttributes {
    return {
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      uploadPrefixes: uploadPrefixesOf(this.props),
      workPrefixes: this.props.workPrefixes ?? [],
      key: this.props.key.attributes(),
    };
  }

  private createEncryption(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket: this.bucketName,
      rule: [
        {
          bucketKeyEnabled: true,
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: 'aws:kms',
            kmsMasterKeyId: this.props.key.keyArn,
          },
        },
      ],
    });
  }

  private createAccess(): void {
    const ownership = new S3BucketOwnershipControls(this, 'Ownership', {
      bucket: this.bucketName,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const block = new S3BucketPublicAccessBlock(this, 'PublicAccess', {
      bucket: this.bucketName,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, 'Access', {
      bucket: this.bucketName,
      policy: policyDocument(this, 'Policy', bucketPolicy(this.bucketArn, this.props.key)),
      // S3 answers OperationAborted when these are changed side by side.
      dependsOn: [ownership, block],
    });
  }

  /** EventBridge needs no permission: S3 writes to the default bus of the bucket's own account. */
  private createNotifications(): void {
    new S3BucketNotification(this, 'Notifications', { bucket: this.bucketName, eventbridge: true });
  }

  private createAccessLog({ bucketName, prefix }: AccessLogTarget): void {
    new S3BucketLoggingA(this, 'AccessLog', {
      bucket: this.bucketName,
      targetBucket: bucketName,
      targetPrefix: prefix ?? `${this.props.name}/`,
    });
  }
}

class ImportedBucket implements IPrivateBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(private readonly bucket: BucketAttributes) {
    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
  }

  use(access: BucketAccess): Capability {
    const name = Token.isUnresolved(this.bucketName) ? 'bucket' : this.bucketName;
    return bucketCapability(name, this.bucket, CustomerKey.fromAttributes(this.bucket.key), access);
  }

  grantPresignUpload(grantee: IGrantee): void {
    grantee.accept(this.use('presign-upload'));
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  grantLend(grantee: IGrantee): void {
    grantee.accept(this.use('lend'));
  }

  within(prefixes: BucketPrefixes): IPrivateBucket {
    return new ImportedBucket(within(this.bucket, prefixes));
  }

  attributes(): BucketAttributes {
    return this.bucket;
  }
}

function uploadPrefixesOf({ uploadPrefix }: PrivateBucketProps): readonly string[] {
  return typeof uploadPrefix === 'string' ? [uploadPrefix] : uploadPrefix;
}

function checkProps(path: string, props: PrivateBucketProps): void {
  const problems = new Problems();
  const { retention = {} } = props;
  checkText(problems, {
    code: 'bucket-name',
    property: 'name',
    value: props.name,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    allowed:
      '3 to 63 lower-case letters, digits and dashes, without the beginnings and ends that S3 reserves',
    fix: 'Use the prefix of the environment, a word and the account. Dots break TLS host names.',
  });
  checkPrefixes(problems, props);
  const periods = [
    ['infrequentAccessAfterDays', 30],
    ['expireAfterDays', 1],
    ['expireNoncurrentAfterDays', 1],
    ['abortUploadsAfterDays', 1],
  ] as const;
  for (const [name, from] of periods) {
    checkWholeNumber(problems, {
      code: 'bucket-retention',
      property: `retention.${name}`,
      value: retention[name],
      from,
      to: 36_500,
      unit: 'days',
      fix: 'Leave it out for the default.',
    });
  }
  const { infrequentAccessAfterDays = 30, expireAfterDays } = retention;
  problems.check(expireAfterDays === undefined || expireAfterDays > infrequentAccessAfterDays, {
    code: 'bucket-retention-order',
    property: 'retention.expireAfterDays',
    received: expireAfterDays,
    allowed: `more than infrequentAccessAfterDays, which is ${infrequentAccessAfterDays}`,
    fix: 'Let objects expire after they have moved, or move them later.',
  });
  problems.throwIfAny(path);
}

function checkPrefixes(problems: Problems, props: PrivateBucketProps): void {
  const uploads = uploadPrefixesOf(props);
  problems.check(uploads.length > 0, {
    code: 'bucket-upload-prefix',
    property: 'uploadPrefix',
    received: props.uploadPrefix,
    allowed: 'at least one prefix',
    fix: 'Name where uploads go, such as cheques/.',
  });
  const groups = [
    ['bucket-upload-prefix', 'uploadPrefix', uploads],
    ['bucket-work-prefix', 'workPrefixes', props.workPrefixes ?? []],
  ] as const;
  for (const [code, property, prefixes] of groups) {
    prefixes.forEach((value, index) => {
      checkText(problems, {
        code,
        property: typeof props[property] === 'string' ? property : `${property}[${index}]`,
        value,
        pattern: /^([A-Za-z0-9!_.'()-]+\/)+$/,
        allowed: 'words of letters, digits and !_.\'()-, each followed by "/"',
        fix: 'Use a word and a slash, such as cheques/.',
      });
    });
  }
}
