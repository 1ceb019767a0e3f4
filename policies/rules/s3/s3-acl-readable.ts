import { shown } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { aclIn, EVERYBODY } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-acl-readable',
  severity: 'high',
  summary: 'No access-control list lets everybody read the rights of a bucket.',
  rationale: 'Whoever may read the list knows whom to attack, and with full control changes it.',
  remediation: 'Remove the grant of `READ_ACP` or `FULL_CONTROL` to `AllUsers`.',
  references: ['CKV_AWS_375'],
  types: ['aws_s3_bucket_acl'],
  check: (resource) => {
    const acl = aclIn(resource);
    const right = acl.grants.find(
      ({ uri, permissions }) =>
        uri === EVERYBODY && permissions.some((one) => one === 'FULL_CONTROL' || one === 'READ_ACP'),
    );
    if (right) return fail(`everybody has ${shown(right.permissions[0])}`, 'access_control_policy');
    return acl.open === undefined ? pass() : unknown('the grants', acl.open, 'access_control_policy');
  },
};
