import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** How long a bucket keeps what. */
export interface Retention {
  /** Days until an object moves to infrequent access, at least 30, as S3 demands. @default 30 */
  readonly infrequentAccessAfterDays?: number;
  /** Days until an object expires. @default never */
  readonly expireAfterDays?: number;
  /** Days until a version that was overwritten or deleted is gone for good. @default 30 */
  readonly expireNoncurrentAfterDays?: number;
  /** Days until the parts of an upload that was not completed are removed. @default 7 */
  readonly abortUploadsAfterDays?: number;
}

export interface BucketRetentionProps {
  readonly bucketName: string;
  /** The bucket's versioning: rules for old versions come after it. */
  readonly versioning: ITerraformDependable;
  readonly retention: Retention;
}

/** The lifecycle rules of a bucket: one for objects, one for what uploads and deletions leave behind. */
export class BucketRetention extends Construct {
  constructor(scope: Construct, id: string, props: BucketRetentionProps) {
    super(scope, id);
    const {
      infrequentAccessAfterDays = 30,
      expireAfterDays,
      expireNoncurrentAfterDays = 30,
      abortUploadsAfterDays = 7,
    } = props.retention;
    new S3BucketLifecycleConfiguration(this, 'Rules', {
      bucket: props.bucketName,
      rule: [
        {
          id: 'objects',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          transition: [{ days: infrequentAccessAfterDays, storageClass: 'STANDARD_IA' }],
          ...(expireAfterDays !== undefined && { expiration: [{ days: expireAfterDays }] }),
        },
        {
          id: 'remains',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: expireNoncurrentAfterDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortUploadsAfterDays }],
        },
      ],
      dependsOn: [props.versioning],
    });
  }
}
