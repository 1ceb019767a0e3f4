import { isUnknown, toBoolean } from '../../graph/value';
import { mustBeTrue, written } from '../attribute';
import { type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const CACHED = 'settings[0].caching_enabled';

export const rule: Rule = {
  id: 'apigateway-cache-encryption',
  severity: 'medium',
  summary: 'Cached answers are encrypted.',
  rationale: 'The cache holds answers as the callers got them, with whatever personal data is in them.',
  remediation: 'Set `cache_data_encrypted = true` in `settings`.',
  references: ['CKV_AWS_308', 'AVD-AWS-0002'],
  types: ['aws_api_gateway_method_settings'],
  check: (settings): Outcome => {
    const encrypted = mustBeTrue(settings, 'settings[0].cache_data_encrypted', {
      message: 'answers are cached without encryption',
    });
    const cached = toBoolean(written(settings, CACHED) ?? false);
    if (cached === false || encrypted.status === 'pass') return pass();
    return isUnknown(cached) ? unknown(CACHED, cached, CACHED) : encrypted;
  },
};
