import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-kms-public',
  severity: 'critical',
  summary: 'The policy of a key does not let in everyone.',
  rationale:
    'Whoever may decrypt with the key needs only a copy of the data; whoever may administer it can take the data away from its owner.',
  remediation:
    'Name the principals, or add a condition on `kms:CallerAccount`; `kms:ViaService` alone does not limit the account.',
  references: ['CKV_AWS_33'],
  types: [
    'aws_kms_key',
    'aws_kms_key_policy',
    'aws_kms_external_key',
    'aws_kms_replica_key',
    'aws_kms_replica_external_key',
  ],
  check: (resource, context) => publicOutcomes(resource, context, 'the key'),
};
