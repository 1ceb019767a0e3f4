import { shown } from '../attribute';
import { fail, judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ANY_ACCOUNT, aclOf, EVERYBODY } from './support/bucket-parts';
import { isAclIgnored } from './support/public-access';

export const rule: Rule = {
  id: 's3-acl-public-read',
  severity: 'critical',
  summary: 'No access-control list lets everybody read a bucket.',
  rationale:
    'Anybody on the internet, or anybody with an AWS account, lists the bucket and reads its objects.',
  remediation:
    'Remove the list, or set `acl = "private"`, and block public access with ' +
    '`aws_s3_bucket_public_access_block`.',
  references: ['CKV_AWS_20', 'AVD-AWS-0092'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const acl = aclOf(context, resource);
    const rights = acl.grants.find(
      ({ uri, permissions }) => (uri === EVERYBODY || uri === ANY_ACCOUNT) && permissions.length > 0,
    );
    const listed = judge(
      acl.canned,
      'acl',
      (value) => (CANNED.includes(String(value)) ? `the access-control list is ${shown(value)}` : undefined),
      'acl',
    );
    if (listed.status !== 'fail' && !rights) {
      return acl.open === undefined ? listed : unknown('the access-control list', acl.open);
    }
    if (isAclIgnored(context, resource)) return pass();
    return listed.status === 'fail'
      ? listed
      : fail(
          `the access-control list gives ${shown(rights?.permissions[0])} to ${shown(rights?.uri)}`,
          'grant',
        );
  },
};

const CANNED: readonly string[] = ['public-read', 'public-read-write', 'website', 'authenticated-read'];
