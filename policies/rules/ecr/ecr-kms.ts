import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecr-kms',
  severity: 'low',
  summary: 'Images are encrypted with KMS.',
  rationale: 'With the default no use of the key is logged, and nobody can withdraw it.',
  remediation:
    'Set `encryption_configuration { encryption_type = "KMS" }`. The repository has to be made anew.',
  references: ['CKV_AWS_136', 'AVD-AWS-0033'],
  types: ['aws_ecr_repository'],
  check: (resource) =>
    mustBeOneOf(resource, 'encryption_configuration[0].encryption_type', ['KMS', 'KMS_DSSE'], {
      absent: 'AES256',
    }),
};
