import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecr-customer-key',
  severity: 'low',
  summary: 'Images that KMS encrypts are under a key of its own.',
  rationale:
    'The policy of the key of AWS cannot be narrowed, and images under it cannot be given to another ' +
    'account.',
  remediation: 'Set `kms_key` in `encryption_configuration`.',
  references: ['AVD-AWS-0033'],
  types: ['aws_ecr_repository'],
  check: (resource, context) =>
    resource.get('encryption_configuration[0].encryption_type') === 'KMS'
      ? mustHaveCustomerKey(resource, 'encryption_configuration[0].kms_key', context)
      : [],
};
