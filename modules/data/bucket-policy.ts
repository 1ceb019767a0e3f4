import type { PolicyStatement } from '../identity/policy-document';
import type { ICustomerKey } from './customer-key';

/**
 * Nothing but denials: what is allowed is granted to identities. Requests without TLS, with TLS before 1.2, or asking
 * for another encryption than the bucket's own are refused to everybody.
 */
export function bucketPolicy(bucketArn: string, key: ICustomerKey): readonly PolicyStatement[] {
  const everybody = [{ type: '*', identifiers: ['*'] }] as const;
  const denial = { effect: 'Deny', principals: everybody } as const;
  const everything = { actions: ['s3:*'], resources: [bucketArn, `${bucketArn}/*`] } as const;
  const writing = { actions: ['s3:PutObject'], resources: [`${bucketArn}/*`] } as const;
  return [
    {
      sid: 'DenyWithoutTls',
      ...denial,
      ...everything,
      conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
    },
    {
      sid: 'DenyOldTls',
      ...denial,
      ...everything,
      conditions: [{ test: 'NumericLessThan', variable: 's3:TlsVersion', values: ['1.2'] }],
    },
    {
      sid: 'DenyOtherEncryption',
      ...denial,
      ...writing,
      conditions: [
        { test: 'StringNotEqualsIfExists', variable: 's3:x-amz-server-side-encryption', values: ['aws:kms'] },
        // Without the header, which most clients do not send, the bucket's default applies.
        { test: 'Null', variable: 's3:x-amz-server-side-encryption', values: ['false'] },
      ],
    },
    {
      sid: 'DenyOtherKeys',
      ...denial,
      ...writing,
      conditions: [
        {
          test: 'StringNotEqualsIfExists',
          variable: 's3:x-amz-server-side-encryption-aws-kms-key-id',
          values: [key.keyArn],
        },
        { test: 'Null', variable: 's3:x-amz-server-side-encryption-aws-kms-key-id', values: ['false'] },
      ],
    },
  ];
}
