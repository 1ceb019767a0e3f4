import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-tracing',
  severity: 'low',
  summary: 'A function records traces in X-Ray.',
  rationale:
    'Without a trace nobody can tell which of the calls behind a slow or failed request took the time; in a VPC the ' +
    'network path is one more candidate.',
  remediation: 'Set `tracing_config { mode = "Active" }`.',
  references: ['CKV_AWS_50', 'AVD-AWS-0066'],
  types: ['aws_lambda_function'],
  check: (resource) => mustBeOneOf(resource, 'tracing_config[0].mode', ['Active', 'PassThrough']),
};
