import { shown } from '../attribute';
import { fail, judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ANY_ACCOUNT, aclOf, EVERYBODY } from './support/bucket-parts';
import { isAclIgnored } from './support/public-access';

export const rule: Rule = {
  id: 's3-acl-public-write',
  severity: 'critical',
  summary: 'No access-control list lets everybody write into a bucket.',
  rationale: 'Anybody puts malware into the bucket, replaces what is served from it, and runs up its bill.',
  remediation:
    'Remove the list, or set `acl = "private"`, and block public access with ' +
    '`aws_s3_bucket_public_access_block`.',
  references: ['CKV_AWS_57'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const acl = aclOf(context, resource);
    const rights = acl.grants.find(
      ({ uri, permissions }) =>
        (uri === EVERYBODY || uri === ANY_ACCOUNT) &&
        permissions.some((one) => WRITING.includes(String(one))),
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

const CANNED: readonly string[] = ['public-read-write'];

const WRITING: readonly string[] = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];
