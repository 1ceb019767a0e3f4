import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-deletion-protection',
  severity: 'medium',
  summary: 'A table cannot be deleted by one call.',
  rationale:
    'One wrong `destroy`, or one call with stolen credentials, takes the table and its point-in-time ' +
    'recovery.',
  remediation: 'Set `deletion_protection_enabled = true`.',
  types: ['aws_dynamodb_table', 'aws_dynamodb_table_replica'],
  check: (resource) => mustBeTrue(resource, 'deletion_protection_enabled'),
};
