import { isUnknown, toText } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ANY_ACCOUNT, aclOf, bucketOf, EVERYBODY } from '../s3/support/bucket-parts';
import { isAclIgnored } from '../s3/support/public-access';

export const rule: Rule = {
  id: 'cloudtrail-bucket-public',
  severity: 'critical',
  summary: 'The bucket of a trail is not public.',
  rationale: 'Everybody reads who did what in the account, and from where.',
  remediation: 'Remove the public access-control list from the bucket.',
  references: ['AVD-AWS-0161'],
  types: ['aws_cloudtrail'],
  check: (resource, context) => {
    const bucket = bucketOf(context, resource, 's3_bucket_name');
    if (!bucket) return [];
    const { canned, grants, open } = aclOf(context, bucket);
    const isListed = /^(public-read|public-read-write|website|authenticated-read)$/.test(
      String(toText(canned)),
    );
    const isGranted = grants.some(({ uri }) => uri === EVERYBODY || uri === ANY_ACCOUNT);
    if ((isListed || isGranted) && !isAclIgnored(context, bucket)) {
      return fail(`${bucket.address} is public`, 's3_bucket_name');
    }
    const why = open ?? (isUnknown(canned) ? canned : undefined);
    return why === undefined
      ? pass()
      : unknown(`the access-control list of ${bucket.address}`, why, 's3_bucket_name');
  },
};
