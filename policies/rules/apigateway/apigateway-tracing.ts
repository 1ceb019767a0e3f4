import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-tracing',
  severity: 'low',
  summary: 'A stage of a REST API records traces in X-Ray.',
  rationale:
    'A trace that begins at the function misses the time that authorizers, mappings and throttling took.',
  remediation: 'Set `xray_tracing_enabled = true`.',
  references: ['CKV_AWS_73', 'AVD-AWS-0003'],
  types: ['aws_api_gateway_stage'],
  check: (stage) => mustBeTrue(stage, 'xray_tracing_enabled', { message: 'the stage records no traces' }),
};
