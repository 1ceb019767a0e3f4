import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-dynamodb-public',
  severity: 'critical',
  summary: 'The policy of a table or stream does not let in everyone.',
  rationale: 'A table policy that names everyone gives the items to any account that knows the ARN.',
  remediation: 'Name the principals, or add a condition on `aws:PrincipalOrgID`.',
  types: ['aws_dynamodb_resource_policy'],
  check: (resource, context) => publicOutcomes(resource, context, 'the table'),
};
