import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecr-immutable-tags',
  severity: 'medium',
  summary: 'A tag of an image always means the same image.',
  rationale:
    'Whoever may push can replace what is running under a tag by something else, and a rollback gets what ' +
    'is there now.',
  remediation: 'Set `image_tag_mutability = "IMMUTABLE"`.',
  references: ['CKV_AWS_51', 'AVD-AWS-0031'],
  types: ['aws_ecr_repository'],
  check: (resource) => mustBeOneOf(resource, 'image_tag_mutability', ['IMMUTABLE'], { absent: 'MUTABLE' }),
};
