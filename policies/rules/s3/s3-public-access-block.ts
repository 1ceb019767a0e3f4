import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { partsOf } from './support/bucket-parts';
import { mustBlock } from './support/public-access';

export const rule: Rule = {
  id: 's3-public-access-block',
  severity: 'high',
  summary: 'A bucket, or its account, has a public-access block.',
  rationale: 'One statement too wide, by hand or by a module, and the bucket is on the internet.',
  remediation: 'Add an `aws_s3_bucket_public_access_block` with all four switches on.',
  references: [
    'CKV2_AWS_6',
    'AVD-AWS-0086',
    'AVD-AWS-0087',
    'AVD-AWS-0091',
    'AVD-AWS-0093',
    'AVD-AWS-0094',
    'AwsSolutions-S2',
  ],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    if (mustBlock(context, resource, SWITCHES).status === 'pass') return pass();
    const { sure, possible } = partsOf(context, resource, 'aws_s3_bucket_public_access_block');
    if (sure.length > 0) return pass();
    const [perhaps] = possible;
    return perhaps
      ? unknown('the public-access block', `nobody can tell whether ${perhaps.address} is of this bucket`)
      : fail('the bucket has no public-access block');
  },
};

const SWITCHES = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
] as const;
