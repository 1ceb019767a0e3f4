import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-glacier-public',
  severity: 'critical',
  summary: 'The access policy of a vault does not let in everyone.',
  rationale: 'Archives are the copy that is left when all else is lost.',
  remediation: 'Name the principals in `access_policy`.',
  references: ['CKV_AWS_167'],
  types: ['aws_glacier_vault'],
  check: (resource, context) => publicOutcomes(resource, context, 'the vault'),
};
