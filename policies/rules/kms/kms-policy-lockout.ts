import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'kms-policy-lockout',
  severity: 'medium',
  summary: 'A key policy that locks out its administrators is refused.',
  rationale: 'A key whose policy nobody may change any more can be mended by AWS support only.',
  remediation: 'Remove `bypass_policy_lockout_safety_check`.',
  types: ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_key_policy', 'aws_kms_replica_key'],
  check: (resource) => mustBeFalse(resource, 'bypass_policy_lockout_safety_check'),
};
