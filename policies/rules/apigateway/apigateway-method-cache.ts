import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-method-cache',
  severity: 'low',
  summary: 'The settings of methods use the cache of the stage.',
  rationale: 'A stage may have a cache cluster, paid by the hour, that no method reads.',
  remediation: 'Set `caching_enabled = true` in `settings`, or waive it for methods that only write.',
  references: ['CKV_AWS_225', 'AVD-AWS-0190'],
  types: ['aws_api_gateway_method_settings'],
  check: (settings) =>
    mustBeTrue(settings, 'settings[0].caching_enabled', { message: 'answers are not cached' }),
};
