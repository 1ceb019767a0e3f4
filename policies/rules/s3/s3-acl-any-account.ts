import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ANY_ACCOUNT, aclIn } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-acl-any-account',
  severity: 'critical',
  summary: 'No access-control list names everybody who has an AWS account.',
  rationale: 'An account costs nothing: `AuthenticatedUsers` is everybody.',
  remediation: 'Remove the grant.',
  references: ['CKV2_AWS_43'],
  types: ['aws_s3_bucket_acl'],
  check: (resource) => {
    const acl = aclIn(resource);
    const isOpen = acl.canned === 'authenticated-read' || acl.grants.some(({ uri }) => uri === ANY_ACCOUNT);
    if (isOpen) return fail('the list admits everybody who has an AWS account', 'access_control_policy');
    return acl.open === undefined ? pass() : unknown('the grants', acl.open, 'access_control_policy');
  },
};
