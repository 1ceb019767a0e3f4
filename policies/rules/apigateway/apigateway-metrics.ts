import { mustBeTrue } from '../attribute';
import { needsCompanion } from '../needs-companion';
import type { Rule } from '../rule';
import { methodSettingsOf } from './support/method-settings';

export const rule: Rule = {
  id: 'apigateway-metrics',
  severity: 'low',
  summary: 'A stage counts requests, errors and latency for each method.',
  rationale: 'The metrics of the whole stage do not tell which method is slow or fails.',
  remediation: 'Set `metrics_enabled = true` in `aws_api_gateway_method_settings`.',
  references: ['CKV2_AWS_4'],
  types: ['aws_api_gateway_stage'],
  check: (stage, context) => {
    const settings = methodSettingsOf(context, stage);
    if (settings.sure.length === 0) return [];
    return needsCompanion(settings, 'no settings of the stage have metrics', (one) =>
      mustBeTrue(one, 'settings[0].metrics_enabled', { message: 'the stage has no metrics for each method' }),
    );
  },
};
